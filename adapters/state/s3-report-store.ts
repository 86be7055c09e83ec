import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { StateUnreadable } from '../../controller/ports.ts';
import type { ReportStore } from '../../controller/reports/report-ports.ts';
import { saidCodec } from '../../controller/reports/said-codec.ts';
import type { SaidReports } from '../../controller/reports/said-reports.ts';
import type { VersionedObject } from '../../controller/state/versioned-object.ts';
import { objectBelow, type S3Place, s3Address } from '../s3/s3-place.ts';
import { whyS3Failed } from '../s3/why-s3-failed.ts';
import { VersionedS3Object } from './versioned-s3-object.ts';

const HTML = 'text/html; charset=utf-8';
const JSON_TEXT = 'application/json';
/** Browsers ask whether there is a newer one, and nothing in between keeps it. */
const ALWAYS_ASKED = 'private, no-cache';
const PRIVATE = 'private';

/** What is written is checked by whoever reads it. */
const TEXT = {
  name: 'the report',
  whereDamaged: 'If it is damaged, delete it.',
  text: (text: string) => text,
  parse: (text: string) => text,
};

/** Reports below a place in S3: `NAME.json` and `NAME.html`, `latest.json` and `latest.html`, and beside them where people were told. */
export class S3ReportStore implements ReportStore {
  readonly said: VersionedObject<SaidReports>;
  readonly #client: S3Client;
  readonly #below: S3Place;

  constructor(client: S3Client, below: S3Place, account: string) {
    this.#client = client;
    this.#below = below;
    this.said = new VersionedS3Object(client, objectBelow(below, 'said.json.gz'), {
      name: 'the list of reports',
      whereDamaged: 'If it is damaged, delete it: then the next report is compared with none, and people are told of it.',
      ...saidCodec(account),
    });
  }

  json(name: string): VersionedObject<string> {
    return new VersionedS3Object(this.#client, objectBelow(this.#below, `${name}.json`), TEXT);
  }

  async writePage(name: string, html: string): Promise<void> {
    await this.#put(`${name}.html`, html, HTML, PRIVATE);
  }

  async writeLatest(json: string, html: string): Promise<void> {
    await this.#put('latest.json', json, JSON_TEXT, ALWAYS_ASKED);
    await this.#put('latest.html', html, HTML, ALWAYS_ASKED);
  }

  async #put(name: string, Body: string, ContentType: string, CacheControl: string): Promise<void> {
    const place = objectBelow(this.#below, name);
    try {
      await this.#client.send(new PutObjectCommand({ Bucket: place.bucket, Key: place.prefix, Body, ContentType, CacheControl }));
    } catch (error) {
      const why = whyS3Failed(error, 's3:PutObject');
      throw new StateUnreadable(`The report ${s3Address(place)} cannot be written: ${why}`, { cause: error });
    }
  }
}
