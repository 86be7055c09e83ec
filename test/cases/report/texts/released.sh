set -e

# gone
aws iam untag-role --role-name gone --tag-keys '["rolecall:owner"]'
