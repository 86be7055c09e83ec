/** What the user did wrong or the machine lacks, said in one sentence. */
export class Stop extends Error {}
