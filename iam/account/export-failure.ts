export type ExportFailureCode = 'NotAnExport' | 'Incomplete' | 'AccountUnclear' | 'Contradiction';

/** Why exports give no account, said so that the reader knows what to do next. */
export class ExportFailure extends Error {
  readonly code: ExportFailureCode;

  constructor(code: ExportFailureCode, message: string) {
    super(message);
    this.code = code;
  }
}
