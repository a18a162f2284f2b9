import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { OrgtableStack } from '../lib/orgtable-stack';

const app = new App();
new OrgtableStack(app, 'Orgtable', {
  description: 'The DynamoDB table of Orgtable, and the policies to use it',
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
