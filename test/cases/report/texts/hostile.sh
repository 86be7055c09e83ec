set -e

# evil\u001b[2J\u202e<img src=x onerror=alert(1)>`|*[a](http://x)*
aws iam update-role --cli-input-json '{"RoleName":"-r","Description":"file:///etc/passwd","MaxSessionDuration":3600}'
aws iam tag-role --role-name 'it'\''s' --tags '[{"Key":"a","Value":"$(id)\u202e"}]'
aws iam put-role-policy --cli-input-json '{"RoleName":"r","PolicyName":"p;rm -rf ~","PolicyDocument":"{\n\"a\":\"'\''\"}"}'
aws iam attach-role-policy --cli-input-json '{"RoleName":"r\nrm","PolicyArn":"arn:aws:iam::aws:policy/X"}'
