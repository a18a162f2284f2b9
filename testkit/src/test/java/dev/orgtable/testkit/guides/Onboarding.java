package dev.orgtable.testkit.guides;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.Invitation;
import dev.orgtable.InvitationDetails;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotOpen;
import dev.orgtable.OrgtableException.InvitationNotOpen.Ending;
import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import dev.orgtable.OrgtableException.ReceiptMismatch;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Receipt;
import java.time.Instant;
import java.util.Set;

/** The code of {@code docs/guides/sign-up.md}. */
final class Onboarding {

  private static final String LINK = "https://app.example.com/join?token=";
  private static final String NOT_VALID = "This link is not valid any more. Ask for a new one.";
  private static final Group STAFF = Group.of("staff");

  private final Orgtable orgtable;

  Onboarding(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  String signUpOrSay(String email, String firstName, String lastName, String company, String form) {
    try {
      signUp(EmailAddress.of(email), new Profile(firstName, lastName, ""), company, form);
      return "Welcome.";
    } catch (InvalidInput e) {
      return "Please correct the form: " + e.getMessage() + ".";
    } catch (ReceiptMismatch e) {
      return "This form was sent before, with another company or address. Please start again.";
    }
  }

  OrganisationId signUp(EmailAddress email, Profile profile, String company, String formId) {
    orgtable.users().put(User.of(email, profile, Instant.now()));
    return OrganisationId.of(
        orgtable.once(
            Receipt.of(formId, email + " " + company),
            to -> to.organisations().create(company, email),
            created -> created.id().value()));
  }

  boolean mayInvite(EmailAddress user, OrganisationId organisation) {
    return orgtable.memberships().check(Check.inGroup(user, organisation, Group.OWNER)).allowed();
  }

  String invite(EmailAddress inviter, EmailAddress invitee, OrganisationId organisation) {
    String name = orgtable.users().get(inviter).profile().firstName();
    Invitation invitation =
        orgtable
            .invitations()
            .invite(invitee, organisation, Set.of(STAFF), name, InvitationStore.VALID_FOR);
    return LINK + orgtable.invitations().issueToken(invitation);
  }

  String inviteOrSay(EmailAddress inviter, EmailAddress invitee, OrganisationId organisation) {
    try {
      return invite(inviter, invitee, organisation);
    } catch (AlreadyMember e) {
      return invitee + " is a member already.";
    } catch (AlreadyInvited e) {
      return invitee + " has an open invitation. Resend it for a new link.";
    }
  }

  String resend(EmailAddress invitee, OrganisationId organisation) {
    Invitation extended =
        orgtable.invitations().resend(invitee, organisation, InvitationStore.VALID_FOR);
    return LINK + orgtable.invitations().issueToken(extended);
  }

  String joinPage(String token) {
    InvitationDetails details;
    try {
      details = orgtable.invitations().getByToken(token);
    } catch (InvitationNotOpen e) {
      return e.ending() == Ending.ACCEPTED ? "You are a member already. Sign in." : NOT_VALID;
    } catch (InvitationTokenUnknown | InvitationExpired e) {
      return NOT_VALID;
    }
    String question =
        details.invitation().invitedBy() + " invites you to " + details.organisation().name();
    return details.isUser() ? question : question + ". What is your name?";
  }

  Member join(String token, Profile profile) {
    return orgtable.invitations().acceptByToken(token, profile);
  }

  boolean isStaff(EmailAddress user, OrganisationId organisation) {
    return orgtable.memberships().check(Check.inGroup(user, organisation, STAFF)).allowed();
  }

  static Worker startWorker(Orgtable orgtable) {
    System.Logger log = System.getLogger("app.worker");
    Worker worker =
        Worker.of(
            orgtable,
            WorkerSettings.DEFAULT,
            failure -> log.log(System.Logger.Level.WARNING, "background work", failure));
    worker.start();
    return worker;
  }
}
