set -e

# orders-worker
aws iam create-role --cli-input-json '{"RoleName":"orders-worker","Path":"/ecs/","Description":"Works on orders: all of them\u202e\n- and \u001b[2Jmore","MaxSessionDuration":3600,"AssumeRolePolicyDocument":"{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"ecs-tasks.amazonaws.com\"}, \"Action\": \"sts:AssumeRole\", \"Condition\": {\"StringEquals\": {\"aws:SourceAccount\": \"111122223333\"}}}]}","PermissionsBoundary":"arn:aws:iam::111122223333:policy/boundary","Tags":[{"Key":"rolecall:owner","Value":"rolecall"},{"Key":"service","Value":"no"}]}'
aws iam put-role-policy --role-name orders-worker --policy-name Orders --policy-document '{"Version": "2012-10-17", "Statement": [{"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::orders/*"}, {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*"}]}'
aws iam put-role-policy --role-name orders-worker --policy-name 'odd: #name' --policy-document 'no document'
aws iam attach-role-policy --role-name orders-worker --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess
