# The table of Orgtable and the policies to use it, for OpenTofu and Terraform. The table is described once, in
# ../table.json, which `orgtable table template` prints.

terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "table_name" {
  description = "The name of the table."
  type        = string
  default     = "orgtable"
}

variable "point_in_time_recovery" {
  description = "Whether DynamoDB keeps continuous backups of 35 days."
  type        = bool
  default     = true
}

locals {
  table = jsondecode(file("${path.module}/../table.json")).Resources.Table.Properties
  roles = ["service", "worker", "reader", "tools"]
}

resource "aws_dynamodb_table" "orgtable" {
  name                        = var.table_name
  billing_mode                = local.table.BillingMode
  deletion_protection_enabled = local.table.DeletionProtectionEnabled
  hash_key                    = one([for key in local.table.KeySchema : key.AttributeName if key.KeyType == "HASH"])
  range_key                   = one([for key in local.table.KeySchema : key.AttributeName if key.KeyType == "RANGE"])

  dynamic "attribute" {
    for_each = local.table.AttributeDefinitions
    content {
      name = attribute.value.AttributeName
      type = attribute.value.AttributeType
    }
  }

  dynamic "global_secondary_index" {
    for_each = local.table.GlobalSecondaryIndexes
    iterator = index
    content {
      name               = index.value.IndexName
      hash_key           = one([for key in index.value.KeySchema : key.AttributeName if key.KeyType == "HASH"])
      range_key          = one([for key in index.value.KeySchema : key.AttributeName if key.KeyType == "RANGE"])
      projection_type    = index.value.Projection.ProjectionType
      non_key_attributes = index.value.Projection.NonKeyAttributes
    }
  }

  ttl {
    attribute_name = local.table.TimeToLiveSpecification.AttributeName
    enabled        = local.table.TimeToLiveSpecification.Enabled
  }

  point_in_time_recovery {
    enabled = var.point_in_time_recovery
  }

  lifecycle {
    prevent_destroy = true
    # To change an index is to delete it, and to do without it until a new one is filled.
    ignore_changes = [global_secondary_index]
  }
}

resource "aws_iam_policy" "role" {
  for_each = toset(local.roles)

  name        = "${var.table_name}-${each.key}"
  description = "What a ${each.key} of Orgtable needs of the table"
  policy = templatefile("${path.module}/../iam/${each.key}.json", {
    TableArn = aws_dynamodb_table.orgtable.arn
  })
}

output "table_arn" {
  value = aws_dynamodb_table.orgtable.arn
}

output "policy_arns" {
  description = "The ARN of the policy of each role."
  value       = { for role, policy in aws_iam_policy.role : role => policy.arn }
}
