import { Stack, StackProps } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The directory `infrastructure`, above the compiled file in `cdk/build/lib`. */
const INFRASTRUCTURE = resolve(__dirname, '../../..');

/** The roles that have a policy in `infrastructure/iam`. */
export const ROLES = ['service', 'worker', 'reader', 'tools'] as const;

export type Role = (typeof ROLES)[number];

export interface OrgtableStackProps extends StackProps {
  /** The name of the table. Default: orgtable */
  readonly tableName?: string;
  /** Whether DynamoDB keeps continuous backups of 35 days. Default: true */
  readonly pointInTimeRecovery?: boolean;
}

/** The table as `orgtable table template` prints it, and a managed policy for each role. */
export class OrgtableStack extends Stack {
  readonly table: CfnTable;
  readonly policies: Readonly<Record<Role, ManagedPolicy>>;

  constructor(scope: Construct, id: string, props: OrgtableStackProps = {}) {
    super(scope, id, props);
    const template = new CfnInclude(this, 'Template', {
      templateFile: resolve(INFRASTRUCTURE, 'table.json'),
      parameters: {
        TableName: props.tableName ?? 'orgtable',
        PointInTimeRecovery: props.pointInTimeRecovery ?? true,
      },
    });
    this.table = template.getResource('Table') as CfnTable;
    this.policies = Object.fromEntries(
      ROLES.map((role) => [role, this.policy(role)]),
    ) as Record<Role, ManagedPolicy>;
  }

  private policy(role: Role): ManagedPolicy {
    const text = readFileSync(resolve(INFRASTRUCTURE, 'iam', `${role}.json`), 'utf8');
    const document = JSON.parse(text.replaceAll('${TableArn}', this.table.attrArn));
    return new ManagedPolicy(this, `${role[0].toUpperCase()}${role.slice(1)}Policy`, {
      description: `What a ${role} of Orgtable needs of the table`,
      document: PolicyDocument.fromJson(document),
    });
  }
}
