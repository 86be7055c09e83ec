/** Only osls needs it: a stack set's accounts take the code from a bucket that they can read. */
const DEPLOYMENT_BUCKET = /^ServerlessDeploymentBucket/;

const CODE_PARAMETERS = {
  CodeBucket: {
    Type: 'String',
    Description:
      'The bucket, in the region of the stack, that holds the zips beside this template; each account must be able to read it.',
  },
  CodePrefix: {
    Type: 'String',
    Default: 'rolecall/',
    AllowedPattern: '(.*/)?',
    Description: "What the zips' keys begin with in that bucket, ending in a slash, or empty.",
  },
};

const without = (pattern, record = {}) => Object.fromEntries(Object.entries(record).filter(([name]) => !pattern.test(name)));

/**
 * The template that osls made, as one that stands without osls: the code's place and every name are parameters.
 * @param publish takes a function's name, gives the file name of its zip
 */
export function stackSetTemplate(template, publish) {
  const resources = Object.entries(without(DEPLOYMENT_BUCKET, template.Resources));
  return {
    ...template,
    Parameters: { ...template.Parameters, ...CODE_PARAMETERS },
    Resources: Object.fromEntries(resources.map(([id, resource]) => [id, standing(resource, template, publish)])),
    Outputs: without(DEPLOYMENT_BUCKET, template.Outputs),
  };
}

function standing(resource, { Parameters }, publish) {
  if (resource.Type !== 'AWS::Lambda::Function') return resource;
  const name = resource.Properties.FunctionName.slice(Parameters.Name.Default.length + 1);
  const Code = { S3Bucket: { Ref: 'CodeBucket' }, S3Key: { 'Fn::Sub': `\${CodePrefix}${publish(name)}` } };
  return { ...resource, Properties: { ...resource.Properties, Code, FunctionName: { 'Fn::Sub': `\${Name}-${name}` } } };
}
