package dev.orgtable.store;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** The request that creates a table, as a template of AWS CloudFormation in JSON. */
final class TableTemplate {

  private static final String TEXT =
      """
      {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "The DynamoDB table of Orgtable",
        "Parameters": {
          "TableName": {
            "Type": "String",
            "Default": "orgtable"
          },
          "PointInTimeRecovery": {
            "Type": "String",
            "AllowedValues": ["true", "false"],
            "Default": "false"
          }
        },
        "Resources": {
          "Table": {
            "Type": "AWS::DynamoDB::Table",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
              "TableName": {"Ref": "TableName"},
              "BillingMode": "%s",
              "DeletionProtectionEnabled": %s,
              "AttributeDefinitions": [%s],
              "KeySchema": [%s],
              "GlobalSecondaryIndexes": [%s],
              "TimeToLiveSpecification": {"AttributeName": "%s", "Enabled": true},
              "PointInTimeRecoverySpecification": {
                "PointInTimeRecoveryEnabled": {"Ref": "PointInTimeRecovery"}
              }
            }
          }
        },
        "Outputs": {
          "TableName": {"Value": {"Ref": "Table"}},
          "TableArn": {"Value": {"Fn::GetAtt": ["Table", "Arn"]}}
        }
      }
      """;

  private TableTemplate() {}

  static String of(CreateTableRequest table, String timeToLive) {
    return TEXT.formatted(
        table.billingModeAsString(),
        table.deletionProtectionEnabled(),
        list(table.attributeDefinitions().stream().map(TableTemplate::attribute).toList()),
        keys(table.keySchema()),
        list(table.globalSecondaryIndexes().stream().map(TableTemplate::index).toList()),
        timeToLive);
  }

  private static String attribute(AttributeDefinition attribute) {
    return "{\"AttributeName\": \"%s\", \"AttributeType\": \"%s\"}"
        .formatted(attribute.attributeName(), attribute.attributeTypeAsString());
  }

  private static String keys(List<KeySchemaElement> keys) {
    return list(
        keys.stream()
            .map(
                key ->
                    "{\"AttributeName\": \"%s\", \"KeyType\": \"%s\"}"
                        .formatted(key.attributeName(), key.keyTypeAsString()))
            .toList());
  }

  private static String index(GlobalSecondaryIndex index) {
    String projected =
        index.projection().nonKeyAttributes().stream()
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining(", "));
    return """
    {"IndexName": "%s", "KeySchema": [%s], \
    "Projection": {"ProjectionType": "%s", "NonKeyAttributes": [%s]}}"""
        .formatted(
            index.indexName(),
            keys(index.keySchema()),
            index.projection().projectionTypeAsString(),
            projected);
  }

  private static String list(List<String> elements) {
    return String.join(", ", elements);
  }
}
