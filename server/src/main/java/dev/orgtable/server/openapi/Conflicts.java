package dev.orgtable.server.openapi;

import static dev.orgtable.server.problem.Code.ALREADY_EXISTS;
import static dev.orgtable.server.problem.Code.ALREADY_INVITED;
import static dev.orgtable.server.problem.Code.ALREADY_MEMBER;
import static dev.orgtable.server.problem.Code.EXTERNAL_ID_TAKEN;
import static dev.orgtable.server.problem.Code.INVITATION_EXPIRED;
import static dev.orgtable.server.problem.Code.INVITATION_NOT_OPEN;
import static dev.orgtable.server.problem.Code.IN_PROGRESS;
import static dev.orgtable.server.problem.Code.LAST_OWNER;
import static dev.orgtable.server.problem.Code.MEMBER_LIMIT_REACHED;
import static dev.orgtable.server.problem.Code.MEMBER_SUSPENDED;
import static dev.orgtable.server.problem.Code.NOT_OWNER;
import static dev.orgtable.server.problem.Code.ORGANISATION_GROUPS_FULL;
import static dev.orgtable.server.problem.Code.ORGANISATION_LIMIT_REACHED;
import static dev.orgtable.server.problem.Code.TOO_LARGE;
import static dev.orgtable.server.problem.Code.TOO_MANY_GROUPS;
import static dev.orgtable.server.problem.Code.TOO_MANY_INVITATIONS;
import static dev.orgtable.server.problem.Code.TOO_MANY_WEBHOOKS;
import static dev.orgtable.server.problem.Code.UNREADABLE_RECORD;
import static dev.orgtable.server.problem.Code.UPGRADE_REQUIRED;
import static dev.orgtable.server.problem.Code.WEBHOOKS_OFF;

import dev.orgtable.server.problem.Code;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The codes with which an operation is refused because of the table's state, and what helps. */
final class Conflicts {

  /** The codes of operations that have some of their own. */
  private static final Map<String, List<Code>> OWN =
      Map.ofEntries(
          Map.entry("createUser", List.of(ALREADY_EXISTS)),
          Map.entry("createOrganisation", List.of(ORGANISATION_LIMIT_REACHED)),
          Map.entry("deleteUser", List.of(LAST_OWNER, TOO_LARGE)),
          Map.entry("changeEmail", List.of(ALREADY_EXISTS, ALREADY_MEMBER)),
          Map.entry("getUserDetails", List.of(TOO_LARGE)),
          Map.entry("changeUserFacts", List.of(EXTERNAL_ID_TAKEN)),
          Map.entry("changeOrganisationFacts", List.of(EXTERNAL_ID_TAKEN)),
          Map.entry("changeMemberFacts", List.of(EXTERNAL_ID_TAKEN)),
          Map.entry("getOrganisationDetails", List.of(TOO_LARGE)),
          Map.entry("transferOwnership", List.of(NOT_OWNER, MEMBER_SUSPENDED, TOO_MANY_GROUPS)),
          Map.entry(
              "addMembers",
              List.of(
                  ALREADY_MEMBER,
                  ALREADY_INVITED,
                  MEMBER_LIMIT_REACHED,
                  ORGANISATION_LIMIT_REACHED)),
          Map.entry("suspendMember", List.of(LAST_OWNER)),
          Map.entry("removeMember", List.of(LAST_OWNER)),
          Map.entry("addToGroup", List.of(TOO_MANY_GROUPS)),
          Map.entry("removeFromGroup", List.of(LAST_OWNER)),
          Map.entry("addToServiceGroup", List.of(TOO_MANY_GROUPS)),
          Map.entry("changeGroups", List.of(LAST_OWNER, TOO_MANY_GROUPS)),
          Map.entry(
              "createGroup",
              List.of(ALREADY_EXISTS, EXTERNAL_ID_TAKEN, ORGANISATION_GROUPS_FULL, TOO_LARGE)),
          Map.entry("putGroup", List.of(EXTERNAL_ID_TAKEN, ORGANISATION_GROUPS_FULL, TOO_LARGE)),
          Map.entry("renameGroup", List.of(ALREADY_EXISTS, TOO_LARGE)),
          Map.entry(
              "invite",
              List.of(ALREADY_MEMBER, ALREADY_INVITED, TOO_MANY_INVITATIONS, MEMBER_LIMIT_REACHED)),
          Map.entry("revokeInvitation", List.of(ALREADY_MEMBER)),
          Map.entry("acceptInvitation", List.of(INVITATION_EXPIRED, ORGANISATION_LIMIT_REACHED)),
          Map.entry("rejectInvitation", List.of(ALREADY_MEMBER)),
          Map.entry(
              "acceptByToken",
              List.of(INVITATION_EXPIRED, INVITATION_NOT_OPEN, ORGANISATION_LIMIT_REACHED)),
          Map.entry("getByToken", List.of(INVITATION_EXPIRED, INVITATION_NOT_OPEN)),
          Map.entry("rejectByToken", List.of(INVITATION_NOT_OPEN)),
          Map.entry("createOrganisationWebhook", List.of(TOO_MANY_WEBHOOKS, WEBHOOKS_OFF)),
          Map.entry("createTableWebhook", List.of(TOO_MANY_WEBHOOKS, WEBHOOKS_OFF)),
          Map.entry("rotateOrganisationWebhook", List.of(WEBHOOKS_OFF)),
          Map.entry("rotateTableWebhook", List.of(WEBHOOKS_OFF)),
          Map.entry("testOrganisationWebhook", List.of(WEBHOOKS_OFF)),
          Map.entry("testTableWebhook", List.of(WEBHOOKS_OFF)));

  /** The codes that any operation may have, since it reads records. */
  private static final List<Code> OF_ALL =
      List.of(IN_PROGRESS, UPGRADE_REQUIRED, UNREADABLE_RECORD);

  private static final Map<Code, String> HELP =
      Map.ofEntries(
          Map.entry(ALREADY_EXISTS, "Read what is there, or choose another."),
          Map.entry(EXTERNAL_ID_TAKEN, "The list with `externalId` finds who has it."),
          Map.entry(ALREADY_MEMBER, "Change the member's groups, or remove the member."),
          Map.entry(MEMBER_SUSPENDED, "Reactivate the member first."),
          Map.entry(
              MEMBER_LIMIT_REACHED,
              "Remove members or revoke invitations, or have the limit raised."),
          Map.entry(
              ORGANISATION_LIMIT_REACHED,
              "Remove the user from another organisation, or have the limit raised."),
          Map.entry(ALREADY_INVITED, "Resend the open invitation, or revoke it first."),
          Map.entry(INVITATION_EXPIRED, "Ask an owner to resend it."),
          Map.entry(INVITATION_NOT_OPEN, "`ended` says why."),
          Map.entry(LAST_OWNER, "Make another member an owner first; `organisations` says where."),
          Map.entry(NOT_OWNER, "Only an active owner can pass on the ownership."),
          Map.entry(TOO_MANY_GROUPS, "Remove the member from others first."),
          Map.entry(ORGANISATION_GROUPS_FULL, "Delete one first."),
          Map.entry(TOO_MANY_INVITATIONS, "Revoke some, or wait until they are accepted."),
          Map.entry(TOO_MANY_WEBHOOKS, "Delete one first."),
          Map.entry(WEBHOOKS_OFF, "An operator starts the server with `--webhook-key-file`."),
          Map.entry(TOO_LARGE, "`detail` says what to do instead."),
          Map.entry(IN_PROGRESS, "`detail` names the job; try again when it is done."),
          Map.entry(UPGRADE_REQUIRED, "An operator runs `orgtable table upgrade`."),
          Map.entry(
              UNREADABLE_RECORD, "An operator runs `orgtable table verify`, which lists it."));

  private Conflicts() {}

  /** Returns whether an operation has codes besides those of all. */
  static boolean hasOwn(Endpoint endpoint) {
    return OWN.containsKey(endpoint.name());
  }

  /** Describes all codes of an operation, its own first. */
  static String of(Endpoint endpoint) {
    return describe(
        Stream.concat(OWN.getOrDefault(endpoint.name(), List.of()).stream(), OF_ALL.stream()));
  }

  /** Describes the codes that any operation may have. */
  static String ofAll() {
    return describe(OF_ALL.stream());
  }

  private static String describe(Stream<Code> codes) {
    return codes
        .map(code -> "`%s`: %s. %s".formatted(code.text(), code.title(), HELP.get(code)))
        .collect(Collectors.joining("\n\n"));
  }
}
