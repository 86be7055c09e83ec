const { default: Sequencer } = require('@jest/test-sequencer');

const isProperty = ({ path }) => path.includes('/properties/');

/** Cases notice most mutants, and cost less than properties. */
module.exports = class CasesFirst extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => Number(isProperty(a)) - Number(isProperty(b)) || a.path.localeCompare(b.path));
  }
};
