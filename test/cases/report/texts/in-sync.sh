set -e

# role-0
aws iam tag-role --role-name role-0 --tags '[{"Key":"rolecall:owner","Value":"rolecall"}]'

# role-1
aws iam tag-role --role-name role-1 --tags '[{"Key":"rolecall:owner","Value":"rolecall"}]'

# role-2
aws iam tag-role --role-name role-2 --tags '[{"Key":"rolecall:owner","Value":"rolecall"}]'
