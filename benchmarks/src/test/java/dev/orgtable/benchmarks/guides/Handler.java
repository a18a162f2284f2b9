package dev.orgtable.benchmarks.guides;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.time.Duration;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The function of {@code docs/guides/lambda.md}. */
@SuppressWarnings("NullAway") // An event without a user fails, as in the guide.
public final class Handler implements RequestHandler<Map<String, String>, Boolean>, Resource {

  public Handler() {
    Core.getGlobalContext().register(this);
  }

  @Override
  public Boolean handleRequest(Map<String, String> event, Context context) {
    EmailAddress user = EmailAddress.of(event.get("user"));
    OrganisationId organisation = OrganisationId.of(event.get("organisation"));
    return ORGTABLE.memberships().check(Check.member(user, organisation)).allowed();
  }

  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> checkpoint) {
    ORGTABLE
        .memberships()
        .check(Check.member(EmailAddress.of("nobody@example.com"), OrganisationId.of("nothing")));
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> checkpoint) {}

  private static final DynamoDbClient CLIENT =
      DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
  private static final Orgtable ORGTABLE =
      Orgtable.on(
          CLIENT,
          System.getenv("TABLE"),
          Settings.DEFAULT.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(2)));

  /** Made at the first call, not in the snapshot: each environment needs a worker of its own. */
  private static final class Background {
    static final Worker WORKER =
        Worker.of(ORGTABLE, WorkerSettings.DEFAULT, failure -> System.err.println(failure));
  }

  public int runOpen(Map<String, Object> event) throws InterruptedException {
    return Background.WORKER.runOpen();
  }
}
