package dev.orgtable.server.organisation;

import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.orgtable.UserId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.server.web.Buckets;
import dev.orgtable.store.Orgtable;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Limits how many organisations a person creates in a day: each is a name of that person's choice
 * that can be mailed to anybody. API keys and operators have no such limit. Counted in this process
 * alone.
 */
@Component
public final class CreationLimit {

  private static final Duration DAY = Duration.ofDays(1);

  private final LoadingCache<UserId, Bucket> left;

  CreationLimit(ServerSettings settings) {
    left = Buckets.refilledIn(DAY, settings.organisationsADay(), settings.console().clock());
  }

  /**
   * Returns a creation that counts; one that is refused does not.
   *
   * @throws Problem when it is done, if the person has created as many as may be
   */
  public <T> Function<Orgtable, T> counted(Caller caller, Function<Orgtable, T> creation) {
    return caller
        .person()
        .<Function<Orgtable, T>>map(person -> store -> create(left.get(person), store, creation))
        .orElse(creation);
  }

  private static <T> T create(Bucket bucket, Orgtable store, Function<Orgtable, T> creation) {
    if (!bucket.tryConsume(1)) {
      throw new Problem(
          Code.TOO_MANY_REQUESTS, "you have created as many organisations as a day may have");
    }
    boolean created = false;
    try {
      T answer = creation.apply(store);
      created = true;
      return answer;
    } finally {
      if (!created) {
        bucket.addTokens(1);
      }
    }
  }
}
