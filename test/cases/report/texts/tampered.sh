# Not in this script:
#   legacy-task refused: The role carries rolecall:owner=platform, so it is another deployment's. Remove it from these specs, or that tag from the role.
set -e

# orders-task
aws iam update-assume-role-policy --role-name orders-task --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"}}}]}'
aws iam put-role-policy --role-name orders-task --policy-name Orders --policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"Metrics","Effect":"Allow","Action":"cloudwatch:PutMetricData","Resource":"*"},{"Sid":"Objects","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::orders","arn:aws:s3:::orders/*"]}]}'
aws iam detach-role-policy --role-name orders-task --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
aws iam tag-role --role-name orders-task --tags '[{"Key":"service","Value":"orders"}]'

# orders-execution
aws iam attach-role-policy --role-name orders-execution --policy-arn arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy
aws iam update-role --role-name orders-execution --description 'Starts the orders tasks' --max-session-duration 3600
