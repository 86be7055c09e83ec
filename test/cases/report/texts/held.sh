# The brake holds this plan: This plan would change 2 roles at once; the limit is 1 (limits.changedRoles). Nothing is written until a person approves it.
# Look closely; to run it, take out the next line.
exit 1
set -e

# a
aws iam detach-role-policy --role-name a --policy-arn arn:aws:iam::aws:policy/AdministratorAccess

# b
aws iam detach-role-policy --role-name b --policy-arn arn:aws:iam::aws:policy/AdministratorAccess

# c
aws iam tag-role --role-name c --tags '[{"Key":"rolecall:owner","Value":"rolecall"}]'

# d
aws iam tag-role --role-name d --tags '[{"Key":"rolecall:owner","Value":"rolecall"}]'

# e
aws iam tag-role --role-name e --tags '[{"Key":"rolecall:owner","Value":"rolecall"}]'
