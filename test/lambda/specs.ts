/** A role with one inline policy. */
export function spec(name: string, action = 'dynamodb:GetItem'): string {
  return `
apiVersion: rolecall/v1
kind: TaskRole
metadata: { name: ${name} }
spec:
  inlinePolicies:
    Tables: { Effect: Allow, Action: ${action}, Resource: "arn:aws:dynamodb:us-east-1:\${AWS::AccountId}:table/${name}" }
`;
}
