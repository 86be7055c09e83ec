// The framework's syntax knows no `Rules`, which CloudFormation checks before it changes anything; this adds the generated ones.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

module.exports = class TemplateRules {
  constructor(serverless) {
    const addRules = () => {
      const { Rules } = JSON.parse(readFileSync(join(serverless.serviceDir, 'dist/stack/rules.json'), 'utf8'));
      if (Object.keys(Rules).length > 0) serverless.service.provider.compiledCloudFormationTemplate.Rules = Rules;
    };
    this.hooks = { 'before:package:finalize': addRules };
  }
};
