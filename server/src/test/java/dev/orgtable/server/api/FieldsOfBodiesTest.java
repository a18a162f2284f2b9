package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.Http.Reply;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** An invalid value in any field of any body is refused, and the refusal names the field. */
final class FieldsOfBodiesTest extends ApiTest {

  private static final String LONG = "x".repeat(201);

  @BeforeEach
  void acme_has_a_service() {
    annOwnsAcme();
    backEnd().put(path("/services/crm"), "{'name':'CRM'}");
    bobIsIn();
  }

  private String named(String text) {
    return text.replace("ACME", path(""))
        .replace("ANN", ann)
        .replace("BOB", bob)
        .replace("LONG", LONG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST  | /v1/users      | {'email':'no','firstName':'A'}                  | email",
        "POST  | /v1/users      | {'firstName':'A'}                               | email",
        "POST  | /v1/users      | {'email':'x.ANN','firstName':' '}               | firstName",
        "POST  | /v1/users      | {'email':'x.ANN'}                               | firstName",
        "POST  | /v1/users      | {'email':'x.ANN','firstName':'LONG'}            | firstName",
        "POST  | /v1/users      | {'email':'x.ANN','firstName':'A','lastName':'LONG'} | lastName",
        "POST  | /v1/users      | {'email':'x.ANN','firstName':'A','phone':'a\\u0000'} | phone",
        "PUT   | /v1/users/ANN  | {'email':'x.ANN','firstName':'A'}               | email",
        "PUT   | /v1/users/ANN  | {'firstName':''}                                | firstName",
        "PUT   | /v1/users/ANN  | {'firstName':'A','lastName':'LONG'}             | lastName",
        "PUT   | /v1/users/ANN  | {'firstName':'A','phone':'LONG'}                | phone",
        "PATCH | /v1/users/ANN  | {'email':'no'}                                  | email",
        "PATCH | /v1/users/ANN  | {'firstName':''}                                | firstName",
        "PATCH | /v1/users/ANN  | {'lastName':'LONG'}                             | lastName",
        "PATCH | /v1/users/ANN  | {'phone':'LONG'}                                | phone",
        "PATCH | /v1/users/ANN/facts | {'metadata':{'a':'a\\u0000'}}               | metadata.a",
        "PATCH | /v1/users/ANN/facts | {'metadata':{'a b':''}}                    | metadata",
        "PATCH | /v1/users/ANN/facts | {'externalId':' x'}                        | externalId",
        "PATCH | ACME/facts     | {'externalId':'LONG'}                           | externalId",
        "PATCH | ACME/facts     | {'metadata':{'a':4}}                            | metadata.a",
        "PUT   | /v1/users/ANN/organisation-limit | {'limit':0}                   | limit",
        "PUT   | ACME/seats/limit | {'limit':0}                                   | limit",
        "PUT   | ACME/seats/limit | {'limit':1000001}                             | limit",
        "PUT   | ACME/seats/limit | {'limit':1.5}                                 | limit",
        "PUT   | ACME/seats/limit | {'limit':'5'}                                 | limit",
        "PATCH | ACME/members/BOB/facts | {'metadata':{'a':[]}}                   | metadata.a",
        "POST  | /v1/users/ANN/email | {'email':'no'}                             | email",
        "POST  | /v1/organisations | {'name':'','owner':'ANN'}                    | name",
        "POST  | /v1/organisations | {'name':'LONG','owner':'ANN'}                | name",
        "POST  | /v1/organisations | {'owner':'ANN'}                              | name",
        "POST  | /v1/organisations | {'name':'A','owner':'no'}                    | owner",
        "POST  | /v1/organisations | {'name':'A'}                                 | owner",
        "PUT   | ACME           | {'name':''}                                     | name",
        "PUT   | ACME           | {}                                              | name",
        "PATCH | ACME           | {'name':' '}                                    | name",
        "PUT   | ACME/members/BOB/profile | {}                                   | firstName",
        "PUT   | ACME/members/BOB/profile | {'firstName':'F','phone':'LONG'}     | phone",
        "POST  | ACME/members/batch | {}                                          | members",
        "POST  | ACME/members/batch | {'members':[]}                              | members",
        "POST  | ACME/members/batch | {'members':[{'email':'x.ANN'},{}]}          |"
            + " members.1.email",
        "POST  | ACME/members/batch | {'members':[{'email':'no'}]}                |"
            + " members.0.email",
        "POST  | ACME/members/batch | {'members':[{'email':'x.ANN'},{'email':'X.ANN'}]} |"
            + " members.1.email",
        "POST  | ACME/members/batch | {'members':[{'email':'x.ANN','groups':['a','Owner']}]} |"
            + " members.0.groups.1",
        "POST  | ACME/members/batch |"
            + " {'members':[{'email':'x.ANN','services':{'crm':['..']}}]} |"
            + " members.0.services.crm.0",
        "POST  | ACME/owners/transfer | {'from':'no','to':'BOB'}                  | from",
        "POST  | ACME/owners/transfer | {'from':'ANN','to':'no'}                  | to",
        "POST  | ACME/owners/transfer | {'from':'ANN','to':'ANN'}                 | to",
        "PATCH | ACME/members/BOB/groups | {'add':[]}                             | add",
        "PATCH | ACME/members/BOB/groups | {'add':{'groups':['x','a/b']}}         | add.groups.1",
        "PATCH | ACME/members/BOB/groups | {'add':{'groups':['x','..']}}          | add.groups.1",
        "PATCH | ACME/members/BOB/groups | {'add':{'groups':['Owner']}}           | add.groups.0",
        "PATCH | ACME/members/BOB/groups | {'add':{'services':{'crm':['.']}}}     |"
            + " add.services.crm.0",
        "PATCH | ACME/members/BOB/groups | {'add':{'services':{'a b':['x']}}}     | add.services",
        "PATCH | ACME/members/BOB/groups | {'add':{'services':{'crm':['']}}}      |"
            + " add.services.crm.0",
        "PATCH | ACME/members/BOB/groups | {'remove':[]}                          | remove",
        "PATCH | ACME/members/BOB/groups | {'remove':{'groups':['']}}             |"
            + " remove.groups.0",
        "PATCH | ACME/members/BOB/groups | {'remove':{'services':{'crm':['/']}}}  |"
            + " remove.services.crm.0",
        "PATCH | ACME/members/BOB/groups | {'add':{'groups':['a']},'remove':{'groups':['a']}} |"
            + " remove",
        "POST  | ACME/services  | {'name':''}                                     | name",
        "POST  | ACME/groups    | {'name':'a/b'}                                  | name",
        "POST  | ACME/groups    | {'name':'Owner'}                                | name",
        "POST  | ACME/groups    | {'name':'g','label':'LONG'}                     | label",
        "POST  | ACME/groups    | {'name':'g','externalId':''}                    | externalId",
        "POST  | ACME/groups    | {'name':'g','roles':['no']}                     | roles",
        "POST  | ACME/groups/g/rename | {'name':'a/b'}                            | name",
        "PUT   | ACME/groups/g  | {'description':'LONG'}                          | description",
        "PUT   | ACME/groups/g  | {'roles':['']}                                  | roles.0",
        "PUT   | ACME/services/crm | {'name':'LONG'}                              | name",
        "PUT   | ACME/services/new | {'name':'LONG'}                              | name",
        "POST  | ACME/invitations | {'email':'no'}                                | email",
        "POST  | ACME/invitations | {'email':'x.ANN','groups':['']}               | groups.0",
        "POST  | ACME/invitations | {'email':'x.ANN','groups':['x','0wner']}      | groups.1",
        "POST  | ACME/invitations | {'email':'x.ANN','services':{'crm':['..']}}   | services.crm.0",
        "POST  | ACME/invitations | {'email':'x.ANN','services':{'':['a']}}       | services",
        "POST  | ACME/invitations | {'email':'x.ANN','invitedBy':'LONG'}          | invitedBy",
        "POST  | ACME/invitations | {'email':'x.ANN','expiresIn':'PT59M'}         | expiresIn",
        "POST  | ACME/invitations | {'email':'x.ANN','expiresIn':'P91D'}          | expiresIn",
        "POST  | ACME/invitations | {'email':'x.ANN','expiresIn':'soon'}          | expiresIn",
        "POST  | ACME/invitations/batch | {'emails':[]}                           | emails",
        "POST  | ACME/invitations/batch | {'emails':['x.ANN'],'groups':['']}      | groups.0",
        "POST  | ACME/invitations/batch | {'emails':['x.ANN'],'groups':['x','.']} | groups.1",
        "POST  | ACME/invitations/batch | {'emails':['x.ANN'],'services':{'':['a']}} | services",
        "POST  | ACME/invitations/batch | {'emails':['x.ANN'],'invitedBy':'LONG'} | invitedBy",
        "POST  | ACME/invitations/batch | {'emails':['x.ANN'],'expiresIn':'PT1M'} | expiresIn",
        "POST  | /v1/invitations/details | {}                                     | token",
        "POST  | /v1/invitations/accept | {}                                      | token",
        "POST  | /v1/invitations/accept | {'token':'x','firstName':''}            | firstName",
        "POST  | /v1/invitations/accept | {'token':'x','lastName':'L'}            | firstName",
        "POST  | /v1/invitations/accept | {'token':'x','firstName':'F','lastName':'LONG'} |"
            + " lastName",
        "POST  | /v1/invitations/accept | {'token':'x','firstName':'F','phone':'LONG'} | phone",
        "POST  | /v1/invitations/reject | {}                                      | token",
        "POST  | /v1/check      | {'questions':[]}                                | questions",
        "POST  | /access/v1/evaluation | {}                                       | subject",
        "POST  | /access/v1/evaluations | {'options':{'evaluations_semantic':'x'}} |"
            + " options.evaluations_semantic",
        "POST  | /access/v1/search/subject | {'subject':{}}                       | subject.type",
        "POST  | /access/v1/search/resource | {'subject':{'type':'user'}}         | subject.id",
        "POST  | /access/v1/search/action | {}                                    | subject",
        "POST  | ACME/webhooks  | {}                                              | url",
        "POST  | ACME/webhooks  | {'url':'example.com'}                           | url",
        "POST  | ACME/webhooks  | {'url':'ftp://example.com'}                     | url",
        "POST  | ACME/webhooks  | {'url':'https://ann@example.com'}               | url",
        "POST  | ACME/webhooks  | {'url':'https://10.0.0.1/'}                     | url",
        "POST  | ACME/webhooks  | {'url':'https://[fd00:ec2::254]/'}              | url",
        "POST  | ACME/webhooks  | {'url':'https://a.co/#x'}                       | url",
        "POST  | ACME/webhooks  | {'url':'https://a.co','description':'LONG'}     | description",
        "POST  | ACME/webhooks  | {'url':'https://a.co','types':['member.no']}    | types.0",
        "POST  | ACME/webhooks  | {'url':'https://a.co','types':['webhook.test']} | types.0",
        "PATCH | ACME/webhooks/x | {'description':'D'}                            | webhook",
        "POST  | ACME/webhooks/0123456789abcdef/deliveries/replay | {}            | since",
        "POST  | ACME/webhooks/0123456789abcdef/deliveries/replay | {'since':'x'} | since",
        "POST  | /v1/webhooks   | {'url':'x'}                                     | url",
        "PATCH | /v1/webhooks/X | {'url':'https://a.co'}                          | webhook",
        "POST  | /v1/webhooks/0123456789abcdef/deliveries/replay | {'since':'x'}  | since",
        "POST  | /v1/keys       | {'name':'','scopes':['read']}                   | name",
        "POST  | /v1/keys       | {'scopes':['read']}                             | name",
        "POST  | /v1/keys       | {'name':'k','scopes':['all']}                   | scopes",
        "POST  | /v1/keys       | {'name':'k','scopes':[]}                        | scopes",
        "POST  | /v1/keys       | {'name':'k','scopes':['read'],'expiresIn':'PT1S'} | expiresIn",
        "POST  | /v1/keys       | {'name':'k','scopes':['read'],'expiresIn':'P3651D'} | expiresIn",
        "POST  | /v1/keys       | {'name':'k','scopes':['read'],'expiresIn':'x'}  | expiresIn"
      })
  void the_refusal_names_the_field(String method, String path, String body, String field) {
    refused(send(method, named(path), named(body)), field);
  }

  @Test
  void every_field_is_refused_by_its_name_if_its_type_is_wrong() {
    Map<String, Set<String>> fields = fields();

    fields.forEach(
        (operation, names) -> {
          String[] parts = operation.split(" ", 2);
          String path = parts[1].replaceAll("\\{[^}]+}", "x");
          for (String name : names) {
            String wrong = "{'" + name + "':" + wrong(name) + "}";
            refused(send(parts[0], path, wrong), name);
          }
        });

    assertThat(fields).hasSize(40);
  }

  /** A value that is not a string, a list of strings, or an object of lists. */
  private static String wrong(String name) {
    return Set.of(
                "groups",
                "roles",
                "emails",
                "members",
                "scopes",
                "types",
                "questions",
                "evaluations")
            .contains(name)
        ? "{}"
        : "[1]";
  }

  /** Returns the body fields of each operation, from the API description. */
  private static Map<String, Set<String>> fields() {
    JsonNode description = server().anybody().get("/v1/openapi.json").json();
    Map<String, Set<String>> fields = new HashMap<>();
    description
        .path("paths")
        .propertyStream()
        .forEach(
            path ->
                path.getValue()
                    .propertyStream()
                    .filter(operation -> operation.getValue().has("requestBody"))
                    .forEach(
                        operation ->
                            fields.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                properties(description, operation.getValue()))));
    return fields;
  }

  private static Set<String> properties(JsonNode description, JsonNode operation) {
    String schema =
        operation.path("requestBody").findValue("$ref").asString().replaceFirst("#", "");
    Set<String> names = new TreeSet<>(description.at(schema + "/properties").propertyNames());
    assertThat(names).as(schema).isNotEmpty();
    return names;
  }

  private static Reply send(String method, String path, String body) {
    return backEnd().send(method, path, body.replace('\'', '"'));
  }

  private static void refused(Reply reply, String field) {
    assertThat(reply.status()).as("%s", reply).isEqualTo(400);
    assertThat(reply.json().at("/errors")).as("%s", reply).hasSize(1);
    assertThat(reply.json().at("/errors/0/field").asString()).as("%s", reply).isEqualTo(field);
    assertThat(reply.json().at("/errors/0/message").asString()).startsWith(field + " ");
  }
}
