// Checks what was synthesised in cdk.out, and parses the OpenTofu module. Needs no AWS account.
import { parse } from '@cdktf/hcl2json';
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const read = (file) => readFileSync(new URL(file, import.meta.url), 'utf8');
const roles = readdirSync(new URL('../iam', import.meta.url)).map((file) => file.replace('.json', '')).sort();

// The table is the one that the library creates.
const synthesised = JSON.parse(read('cdk.out/Orgtable.template.json')).Resources;
const expected = JSON.parse(read('../table.json')).Resources.Table;
expected.Properties.TableName = 'orgtable';
expected.Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled = true;
assert.deepEqual(synthesised.Table, expected);

// Each role has its policy, on this table alone.
const policies = Object.values(synthesised).filter((each) => each.Type === 'AWS::IAM::ManagedPolicy');
assert.equal(policies.length, roles.length);
const list = (value) => [value].flat();
const arn = { 'Fn::GetAtt': ['Table', 'Arn'] };
const index = { 'Fn::Join': ['', [arn, '/index/directory']] };
for (const policy of policies) {
  const role = policy.Properties.Description.match(/^What a (\w+) /)[1];
  const granted = policy.Properties.PolicyDocument.Statement;
  const file = JSON.parse(read(`../iam/${role}.json`)).Statement;
  assert.equal(granted.length, file.length, role);
  granted.forEach((statement, i) => {
    assert.deepEqual(list(statement.Action), file[i].Action, role);
    assert.deepEqual(statement.Condition, file[i].Condition, role);
    assert.deepEqual(statement.Resource, file[i].Resource.endsWith('/directory') ? index : arn, role);
  });
}

// cdk-nag has run, and found nothing.
const report = JSON.parse(read('cdk.out/validation-report.json'));
assert.deepEqual(report.pluginReports.filter((each) => each.conclusion !== 'success'), []);
assert.match(read('build/bin/orgtable.js'), /AwsSolutionsChecks\(app\)/);

// The OpenTofu module has valid syntax, a policy for each role, and refers to files that exist.
const module = await parse('main.tf', read('../opentofu/main.tf'));
assert.deepEqual(Object.keys(module.resource).sort(), ['aws_dynamodb_table', 'aws_iam_policy']);
assert.deepEqual([...module.locals[0].roles].sort(), roles);
const files = [...read('../opentofu/main.tf').matchAll(/\$\{path\.module\}\/([^"$]*)/g)].map((match) => match[1]);
assert.equal(files.length, 2);
files.forEach((file) => assert.ok(existsSync(new URL(`../opentofu/${file}`, import.meta.url)), file));
console.log(`CDK: table and ${roles.length} policies as they should be; OpenTofu: parsed, not planned`);
