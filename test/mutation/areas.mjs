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
  policy: {
    mutate: ['iam/policy/**/*.ts', 'iam/pattern.ts'],
    tests: ['test/policy/**/*.test.ts', 'test/properties/policy-*.test.ts'],
  },
  evaluation: {
    mutate: ['iam/evaluation/**/*.ts'],
    tests: ['test/evaluation/**/*.test.ts', 'test/properties/{evaluation,direction}.test.ts'],
  },
};
