/** What the tour declares; a file of the user's own looks just like it. */
export const DEMO_SPECS = `apiVersion: rolecall/v1
kind: TaskExecutionRole
metadata:
  name: orders-execution
spec:
  description: Starts the orders tasks
  managedPolicies:
    - service-role/AmazonECSTaskExecutionRolePolicy
---
apiVersion: rolecall/v1
kind: TaskRole
metadata:
  name: orders-task
spec:
  inlinePolicies:
    Receipts:
      Effect: Allow
      Action: [s3:GetObject, s3:PutObject]
      Resource: arn:aws:s3:::orders-receipts/*
---
apiVersion: rolecall/v1
kind: TaskRole
metadata:
  name: reports-task
spec:
  inlinePolicies:
    ReadReceipts:
      - Effect: Allow
        Action: s3:GetObject
        Resource: arn:aws:s3:::orders-receipts/*
      - Effect: Allow
        Action: [cloudwatch:GetMetricData, cloudwatch:ListMetrics]
        Resource: "*"
---
apiVersion: rolecall/v1
kind: TaskRole
metadata:
  name: billing-task
spec:
  inlinePolicies:
    Queue:
      Effect: Allow
      Action: [sqs:ReceiveMessage, sqs:DeleteMessage]
      Resource: arn:aws:sqs:eu-west-1:111122223333:billing
  tags:
    service: billing
`;
