/**
 * What is mutated together, and the tests that have to notice. An area runs only the tests that are about it, so that a mutant
 * costs little; paths are relative to the project.
 */
export const AREAS = {
  transition: {
    mutate: ['iam/combine.ts', 'reconciler/transition/**/*.ts'],
    tests: ['test/transition/**/*.test.ts'],
  },
  'drift-and-plan': {
    mutate: ['reconciler/{drift,plan}/**/*.ts'],
    tests: ['test/reconciler/{brake,cases,content,decisions,impact,judge,memory,spec-sets}.test.ts'],
  },
  admission: {
    mutate: ['reconciler/admission/**/*.ts', 'reconciler/{assess,assess-present,restore-trust}.ts'],
    tests: ['test/reconciler/{applying,cases,decisions,memory,spec-sets}.test.ts'],
  },
  audit: {
    mutate: [
      'audit/{needs,rules,trust,excess,waivers,generate}/**/*.ts',
      'audit/{audit,subject,summary,unverified,worst-first}.ts',
    ],
    tests: ['test/audit/**/*.test.ts'],
  },
  risk: {
    mutate: ['iam/risk/**/*.ts'],
    tests: ['test/audit/risk*.test.ts', 'test/audit/vulnerable-account.test.ts', 'test/evaluation/**/*.test.ts'],
  },
  policy: {
    mutate: ['iam/policy/**/*.ts', 'iam/pattern.ts'],
    tests: ['test/policy/**/*.test.ts', 'test/properties/policy-*.test.ts'],
  },
  evaluation: {
    mutate: ['iam/evaluation/**/*.ts'],
    tests: ['test/evaluation/**/*.test.ts', 'test/properties/{evaluation,direction}.test.ts'],
  },
};
