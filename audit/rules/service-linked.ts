/** Whether an AWS service made the role for itself: nobody else can change it. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html */
export function isServiceLinked({ arn }: { readonly arn: string }): boolean {
  return arn.includes(':role/aws-service-role/');
}
