"""moto's server, but for two things: CloudFormation takes what is only a warning of cfn-lint for valid, as AWS does."""

import sys

from moto.cloudformation import models

strict = models.validate_template_cfn_lint


def errors_only(template):
    return [match for match in strict(template) if match.rule.id.startswith("E")]


models.validate_template_cfn_lint = errors_only

from moto.server import main  # noqa: E402

main(sys.argv[1:])
