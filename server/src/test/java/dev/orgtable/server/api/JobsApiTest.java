package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.Http.Reply;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changes of an organisation that do not fit one transaction. */
@Tag("slow")
final class JobsApiTest extends ApiTest {

  private static final int INVITED = 101;

  @BeforeEach
  void acme_is_large() {
    annOwnsAcme();
    for (int i = 0; i < INVITED; i++) {
      EmailAddress invitee = EmailAddress.of("i" + i + "." + ann);
      server().orgtable().invitations().invite(invitee, OrganisationId.of(acme), Set.of());
    }
  }

  @Test
  void a_large_organisation_is_renamed_and_the_job_tells_when_all_have_the_name() {
    Reply renamed = backEnd().put(path(""), "{'name':'Renamed'}");

    Reply done = awaitDone(renamed);

    assertThat(renamed.status()).isEqualTo(202);
    assertThat(renamed.text("name")).isEqualTo("Renamed");
    assertThat(renamed.header("ETag")).isNotEmpty();
    assertThat(done.text("kind")).isEqualTo("rename_organisation");
    assertThat(done.json().path("done").asInt()).isEqualTo(INVITED + 1);
    assertThat(done.text("organisation")).isEqualTo(acme);
    assertThat(backEnd().get("/v1/users/i7." + ann + "/invitations").response().body())
        .contains("Renamed");
  }

  @Test
  void a_large_organisation_is_gone_at_once_and_its_owner_can_follow_the_job() {
    Reply deleted = server().person(EmailAddress.of(ann)).send("DELETE", path(""), "");

    Reply gone = backEnd().get(path(""));
    Reply stranger = server().person(EmailAddress.of(bob)).get(deleted.header("Location"));
    Reply again = backEnd().send("DELETE", path(""), "");
    Reply done = awaitDone(deleted);

    assertThat(deleted.status()).isEqualTo(202);
    assertThat(gone.status()).isEqualTo(404);
    assertThat(stranger.text("code")).isEqualTo("job_not_found");
    assertThat(again.status()).isEqualTo(204);
    assertThat(done.text("kind")).isEqualTo("delete_organisation");
    assertThat(server().person(EmailAddress.of(ann)).get(deleted.header("Location")).status())
        .isEqualTo(200);
  }

  @Test
  void jobs_that_are_done_are_listed_and_not_among_the_open() {
    String job = backEnd().delete(path("")).header("Location").replaceFirst(".*/", "");
    String done = listed("?state=done&limit=200");
    for (int tries = 0; !done.contains(job) && tries < 3000; tries++) {
      done = listed("?state=done&limit=200");
    }

    assertThat(done).contains("\"id\":\"" + job + "\"", "\"state\":\"done\"");
    assertThat(listed("")).doesNotContain(job, "\"state\":\"done\"");
    assertThat(backEnd().get("/v1/jobs?state=ended").status()).isEqualTo(400);
    assertThat(backEnd().get("/v1/jobs?state=ended").json().at("/errors/0/field").asString())
        .isEqualTo("state");
  }

  private String listed(String query) {
    return backEnd().get("/v1/jobs" + query).response().body();
  }

  private Reply awaitDone(Reply begun) {
    while (true) {
      Reply job = backEnd().get(begun.header("Location"));
      if (!job.text("state").equals("open")) {
        return job;
      }
    }
  }

  @Test
  void an_unknown_job_is_not_found() {
    Reply reply = backEnd().get("/v1/jobs/none");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.text("code")).isEqualTo("job_not_found");
  }
}
