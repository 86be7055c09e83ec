import type { Template } from './template.ts';

const NOTHING = Symbol('AWS::NoValue');

type Arguments = readonly unknown[];

/** Where the stack stands. */
export interface Place {
  readonly account: string;
  readonly region: string;
  /** The names that the server generated, by logical name. */
  readonly generated: Readonly<Record<string, string>>;
}

const NOWHERE: Place = { account: '111122223333', region: 'eu-west-1', generated: {} };

/** Fills in the intrinsic functions that our templates use, as documented for CloudFormation; any other is an error. */
export class Resolver {
  readonly #template: Template;
  readonly #parameters: Readonly<Record<string, string>>;
  readonly #place: Place;
  readonly #pseudo: Readonly<Record<string, unknown>>;

  constructor(template: Template, parameters: Readonly<Record<string, string>>, place: Place = NOWHERE) {
    this.#template = template;
    this.#parameters = parameters;
    this.#place = place;
    this.#pseudo = {
      'AWS::AccountId': place.account,
      'AWS::Partition': 'aws',
      'AWS::Region': place.region,
      'AWS::StackName': 'rolecall',
      'AWS::NoValue': NOTHING,
    };
  }

  holds(condition: string): boolean {
    return this.value(this.#template.Conditions[condition]) === true;
  }

  value(node: unknown): unknown {
    if (Array.isArray(node)) return node.map((item) => this.value(item)).filter((item) => item !== NOTHING);
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node);
    const [[name, argument] = ['', undefined]] = entries;
    if (entries.length === 1 && /^(Ref|Condition|Fn::\w+)$/.test(name) && !isConditionOfPolicy(name, argument))
      return this.#call(name, argument);
    const filled = entries.map(([key, item]) => [key, this.value(item)] as const);
    return Object.fromEntries(filled.filter(([, item]) => item !== NOTHING));
  }

  #call(name: string, argument: unknown): unknown {
    switch (name) {
      case 'Ref':
        return this.#ref(String(argument));
      case 'Condition':
        return this.holds(String(argument));
      case 'Fn::GetAtt':
        return this.#attribute(argument as readonly [string, string]);
      case 'Fn::Sub':
        return typeof argument === 'string' ? this.#substitute(argument, {}) : this.#substituteWith(argument as Arguments);
      case 'Fn::If':
        return this.#choose(argument as Arguments);
      default:
        return this.#compute(name, this.value(argument) as Arguments);
    }
  }

  #compute(name: string, values: Arguments): unknown {
    const [first, second] = values;
    switch (name) {
      case 'Fn::And':
        return values.every((value) => value === true);
      case 'Fn::Or':
        return values.includes(true);
      case 'Fn::Equals':
        return first === second;
      case 'Fn::Not':
        return first !== true;
      case 'Fn::Join':
        return (second as string[]).join(String(first));
      case 'Fn::Split':
        return String(second).split(String(first));
      case 'Fn::Select':
        return selected(second as Arguments, Number(first));
      default:
        throw new Error(`the tests cannot resolve ${name}`);
    }
  }

  #choose([condition, then, otherwise]: Arguments): unknown {
    return this.value(this.holds(String(condition)) ? then : otherwise);
  }

  #ref(name: string): unknown {
    const parameter = this.#template.Parameters[name];
    if (parameter !== undefined) {
      const value = this.#parameters[name] ?? parameter.Default ?? `the-${name}`;
      return parameter.Type === 'CommaDelimitedList' ? String(value).split(',') : value;
    }
    return name in this.#pseudo ? this.#pseudo[name] : this.#physical(name);
  }

  /** Buckets and topics have generated names; queues are referred to by address. */
  #physical(id: string): string {
    const resource = this.#template.Resources[id];
    if (resource === undefined) throw new Error(`nothing is called ${id}`);
    const { Type, Properties } = resource;
    const { account, region, generated } = this.#place;
    if (Type === 'AWS::SQS::Queue') return `https://sqs.${region}.amazonaws.com/${account}/${this.value(Properties.QueueName)}`;
    if (Type === 'AWS::Lambda::Function') return String(this.value(Properties.FunctionName));
    if (Type === 'AWS::SNS::Topic') return `arn:aws:sns:${region}:${account}:${this.value(Properties.TopicName)}`;
    return generated[id] ?? `rolecall-${id.toLowerCase()}`;
  }

  #attribute([id, attribute]: readonly [string, string]): string {
    const properties = this.#template.Resources[id]?.Properties;
    if (attribute === 'QueueName') return String(this.value(properties.QueueName));
    if (attribute !== 'Arn') throw new Error(`the tests cannot resolve ${id}.${attribute}`);
    return this.#arn(id);
  }

  #arn(id: string): string {
    const resource = this.#template.Resources[id];
    const of = (name: string) => this.value(resource?.Properties[name]);
    const here = `${this.#place.region}:${this.#place.account}`;
    switch (resource?.Type) {
      case 'AWS::S3::Bucket':
        return `arn:aws:s3:::${this.#physical(id)}`;
      case 'AWS::SQS::Queue':
        return `arn:aws:sqs:${here}:${of('QueueName')}`;
      case 'AWS::Events::Rule':
        return `arn:aws:events:${here}:rule/${of('Name')}`;
      case 'AWS::IAM::Role':
        return `arn:aws:iam::${this.#place.account}:role/${of('RoleName')}`;
      case 'AWS::Lambda::Function':
        return `arn:aws:lambda:${here}:function:${of('FunctionName')}`;
      default:
        throw new Error(`the tests know no ARN of ${id}`);
    }
  }

  #substituteWith([text, values]: Arguments): string {
    return this.#substitute(String(text), this.value(values) as Record<string, unknown>);
  }

  #substitute(text: string, values: Readonly<Record<string, unknown>>): string {
    return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in values) return String(values[name]);
      const [id = '', attribute] = name.split('.');
      return attribute === undefined ? String(this.#ref(name)) : this.#attribute([id, attribute]);
    });
  }
}

/** CloudFormation fails the stack where there is no such item. */
function selected(items: Arguments, index: number): unknown {
  if (items[index] === undefined) throw new Error(`there is no item ${index} in ${JSON.stringify(items)}`);
  return items[index];
}

/** A policy statement's `Condition` is an object, CloudFormation's a name. */
function isConditionOfPolicy(name: string, argument: unknown): boolean {
  return name === 'Condition' && typeof argument !== 'string';
}
