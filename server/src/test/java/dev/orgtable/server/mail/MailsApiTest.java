package dev.orgtable.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.Scope;
import dev.orgtable.job.MailLimits;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.settings.InvitationSettings;
import dev.orgtable.server.settings.MailSettings;
import dev.orgtable.server.settings.MailSettings.Login;
import dev.orgtable.server.settings.MailSettings.Security;
import dev.orgtable.testkit.ScriptedSmtp;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From an invitation over HTTP to a delivered mail, and the reported state after failures. */
@Tag("slow")
final class MailsApiTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LINK =
      Pattern.compile("https://app\\.example\\.com/join\\?t=(\\S+)");
  private static final String BOB = "bob@example.com";

  private static TestServer base;

  private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
  private final String acme = "acme-" + System.nanoTime();
  private Optional<OrgtableServer> mailing = Optional.empty();

  @BeforeAll
  static void startServer() {
    base = TestServer.start();
    assumeTrue(base.hasTransactions(), "the engine has no transactions");
  }

  @AfterAll
  static void stopServer() {
    base.close();
  }

  @BeforeEach
  void startPost() {
    post.start();
    organisation("Acme");
  }

  @AfterEach
  void stop() {
    mailing.ifPresent(OrgtableServer::close);
    post.stop();
  }

  private void organisation(String name) {
    EmailAddress ann = base.user("ann." + System.nanoTime() + "@example.com");
    base.orgtable().organisations().create(OrganisationId.of(acme + name.length()), name, ann);
  }

  private static MailSettings plain(int port) {
    return new MailSettings(
        "127.0.0.1",
        port,
        Security.NONE,
        Optional.empty(),
        "Orgtable <no-reply@example.com>",
        Optional.empty());
  }

  /** Returns a back end of a server with these mail settings. */
  private Http sending(MailSettings mail) {
    OrgtableServer server =
        base.another(
            new InvitationSettings(
                Optional.of(mail),
                Optional.of("https://app.example.com/join?t={token}"),
                1000,
                MailLimits.DEFAULT));
    mailing = Optional.of(server);
    Optional<String> key = base.key(Scope.READ, Scope.WRITE).credential();
    return new Http(TestServer.uri(server), key);
  }

  private String path(String name, String below) {
    return "/v1/organisations/" + acme + name.length() + below;
  }

  private Reply invite(Http caller) {
    return caller.post(
        path("Acme", "/invitations"),
        "{'email':'" + BOB + "','groups':['staff'],'invitedBy':'Ann Archer'}");
  }

  /** Polls until the mail has this state, with or without an error. */
  private Reply mailOf(Http caller, String state, boolean failed) {
    Instant end = Instant.now().plus(PATIENCE);
    Reply reply = caller.get(path("Acme", "/invitations/" + BOB));
    while (Instant.now().isBefore(end)
        && !(reply.json().at("/mail/state").asString().equals(state)
            && reply.json().at("/mail/lastError").isString() == failed)) {
      reply = caller.get(path("Acme", "/invitations/" + BOB));
    }
    return reply;
  }

  private MimeMessage received() {
    assertThat(post.waitForIncomingEmail(PATIENCE.toMillis(), 1)).as("a mail").isTrue();
    return post.getReceivedMessages()[0];
  }

  /** Returns text as a person reads it, without WORD JOINERs. */
  private static String read(String text) {
    return text.replace("\u2060", "");
  }

  private static String part(Part message, String type) throws Exception {
    if (message.isMimeType(type)) {
      return (String) message.getContent();
    }
    String found = "";
    if (message.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount() && found.isEmpty(); i++) {
        found = part(parts.getBodyPart(i), type);
      }
    }
    return found;
  }

  @Test
  void a_mail_brings_the_link_by_which_the_invitee_becomes_a_member() throws Exception {
    Http caller = sending(plain(post.getSmtp().getPort()));
    base.user(BOB);

    Reply invited = invite(caller);

    MimeMessage mail = received();
    assertThat(invited.status()).isEqualTo(201);
    assertThat(invited.json().get("token").isNull()).as("only the mail has the token").isTrue();
    assertThat(mail.getSubject()).isEqualTo("Invitation to Acme");
    assertThat(mail.getFrom()[0]).hasToString("Orgtable <no-reply@example.com>");
    assertThat(mail.getAllRecipients()[0]).hasToString(BOB);
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(part(mail, "text/plain"))
        .contains("Ann Archer invites you to join Acme as " + BOB, "staff");
    assertThat(part(mail, "text/html")).contains("<bdi>Ann Archer</bdi> invites you");
    Matcher link = LINK.matcher(part(mail, "text/plain"));
    assertThat(link.find()).isTrue();
    assertThat(part(mail, "text/html")).contains(link.group());
    Reply told = mailOf(caller, "sent", false);
    assertThat(told.json().at("/mail/state").asString()).isEqualTo("sent");
    assertThat(told.toString()).doesNotContain(link.group(1));
    Reply accepted =
        new Http(caller.server(), Optional.empty())
            .post("/v1/invitations/accept", "{'token':'" + link.group(1) + "'}");
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(200);
    assertThat(caller.get("/metrics").response().body())
        .contains("orgtable_mails_total{outcome=\"sent\"}")
        .doesNotContain(link.group(1));
  }

  @Test
  void an_address_that_the_mail_server_does_not_know_is_a_dead_end_that_can_be_seen()
      throws Exception {
    try (ScriptedSmtp smtp = ScriptedSmtp.refusing("RCPT", "550 5.1.1 nobody of that name")) {
      Http caller = sending(plain(smtp.port()));

      invite(caller);

      Reply told = mailOf(caller, "failed", true);
      assertThat(told.json().at("/mail/state").asString()).isEqualTo("failed");
      assertThat(told.json().at("/mail/lastError").asString())
          .isEqualTo("mail server replied: 550 5.1.1 nobody of that name");
    }
  }

  @Test
  void a_mail_server_that_is_busy_is_tried_again_later() throws Exception {
    try (ScriptedSmtp smtp = ScriptedSmtp.refusing("RCPT", "451 4.3.0 later")) {
      Http caller = sending(plain(smtp.port()));

      invite(caller);

      Reply told = mailOf(caller, "due", true);
      assertThat(told.json().at("/mail/state").asString()).isEqualTo("due");
      assertThat(told.json().at("/mail/attempts").asInt()).isEqualTo(1);
      assertThat(told.json().at("/mail/lastError").asString()).contains("451 4.3.0 later");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL,530 5.7.0 Authentication required",
    "MAIL,550 5.1.8 this sender is not allowed",
    "RCPT,554 5.7.1 Relay access denied"
  })
  void a_failure_that_the_operator_can_repair_is_retried(String command, String answer)
      throws Exception {
    try (ScriptedSmtp smtp = ScriptedSmtp.refusing(command, answer)) {
      Http caller = sending(plain(smtp.port()));
      invite(caller);

      Reply told = mailOf(caller, "due", true);

      assertThat(told.json().at("/mail/lastError").asString()).contains(answer);
      assertThat(told.json().at("/mail/state").asString()).isEqualTo("due");
    }
  }

  @Test
  void an_accepted_mail_is_not_sent_again_if_quitting_the_session_fails() throws Exception {
    try (ScriptedSmtp smtp = ScriptedSmtp.refusing("QUIT", "")) {
      Http caller = sending(plain(smtp.port()));
      invite(caller);

      Reply told = mailOf(caller, "sent", false);

      assertThat(told.json().at("/mail/state").asString()).isEqualTo("sent");
    }
  }

  @Test
  void a_mail_server_that_is_down_is_no_reason_to_refuse_and_a_resend_tries_at_once() {
    int port = post.getSmtp().getPort();
    post.stop();
    Http caller = sending(plain(port));
    assertThat(invite(caller).status()).isEqualTo(201);
    assertThat(mailOf(caller, "due", true).json().at("/mail/lastError").asString())
        .isEqualTo("mail server unreachable");
    GreenMail again = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
    again.start();

    Reply resent = caller.post(path("Acme", "/invitations/" + BOB + "/resend"), "");

    assertThat(resent.status()).isEqualTo(200);
    assertThat(again.waitForIncomingEmail(PATIENCE.toMillis(), 1)).isTrue();
    assertThat(caller.get("/health/ready").status()).isEqualTo(200);
    again.stop();
  }

  @Test
  void a_mail_server_without_tls_is_told_no_password() {
    post.setUser("orgtable@example.com", "orgtable", "a secret");
    Http caller =
        sending(
            new MailSettings(
                "127.0.0.1",
                post.getSmtp().getPort(),
                Security.STARTTLS,
                Optional.of(new Login("orgtable", "a secret")),
                "no-reply@example.com",
                Optional.empty()));

    invite(caller);

    Reply told = mailOf(caller, "due", true);
    assertThat(told.json().at("/mail/state").asString()).isEqualTo("due");
    assertThat(told.toString()).doesNotContain("a secret");
    assertThat(post.getReceivedMessages()).isEmpty();
  }

  @Test
  void a_mail_server_whose_certificate_nobody_vouches_for_gets_no_mail() {
    GreenMail own = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtps"));
    own.start();
    Http caller =
        sending(
            new MailSettings(
                "127.0.0.1",
                own.getSmtps().getPort(),
                Security.IMPLICIT,
                Optional.empty(),
                "no-reply@example.com",
                Optional.empty()));

    invite(caller);

    assertThat(mailOf(caller, "due", true).json().at("/mail/lastError").asString())
        .isEqualTo("mail server unreachable");
    assertThat(own.getReceivedMessages()).isEmpty();
    own.stop();
  }

  @Test
  void names_full_of_markup_and_of_any_script_arrive_as_text() throws Exception {
    String name = "<script>alert(1)</script> & שלום 🚀";
    organisation(name);
    Http caller = sending(plain(post.getSmtp().getPort()));

    caller.post(
        path(name, "/invitations"), "{'email':'" + BOB + "','invitedBy':'<b>Ann</b>, owner'}");

    MimeMessage mail = received();
    assertThat(read(mail.getSubject())).isEqualTo("Invitation to " + name);
    assertThat(read(part(mail, "text/plain"))).contains(name, "<b>Ann</b>, owner");
    assertThat(read(part(mail, "text/html")))
        .contains("&lt;script&gt;", "&lt;b&gt;Ann&lt;/b&gt;, owner")
        .doesNotContain("<script>", "<b>");
  }

  @Test
  void no_mail_client_finds_a_link_in_what_others_have_written() throws Exception {
    String name = "Locked: https://evil.example/unlock";
    String inviter = "PayPal, call +1 555 0100 or www.evil.example, help@evil.example";
    String group = "see www.evil.example";
    organisation(name);
    Http caller = sending(plain(post.getSmtp().getPort()));

    caller.post(
        path(name, "/invitations"),
        "{'email':'%s','invitedBy':'%s','groups':['%s']}".formatted(BOB, inviter, group));

    MimeMessage mail = received();
    for (String text :
        List.of(mail.getSubject(), part(mail, "text/plain"), part(mail, "text/html"))) {
      assertThat(text)
          .doesNotContain("https://evil", "evil.example", "www.", "help@", "555", "0100");
      assertThat(read(text)).contains(name);
    }
    assertThat(read(part(mail, "text/plain"))).contains(inviter, group);
  }

  @Test
  void more_invitations_than_the_limit_are_refused() {
    OrgtableServer server =
        base.another(
            new InvitationSettings(Optional.empty(), Optional.empty(), 1, MailLimits.DEFAULT));
    mailing = Optional.of(server);
    Http caller = new Http(TestServer.uri(server), base.key(Scope.WRITE).credential());
    invite(caller);

    Reply refused = caller.post(path("Acme", "/invitations"), "{'email':'cat@example.com'}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("too_many_invitations");
  }
}
