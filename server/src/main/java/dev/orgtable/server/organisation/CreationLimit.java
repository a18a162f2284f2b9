package dev.orgtable.server.organisation;

import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.orgtable.EmailAddress;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.server.web.Buckets;
import dev.orgtable.store.Orgtable;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Limits how many organisations a person may create per day, since any name can be mailed to any
 * address by inviting. API keys and operators are exempt. Counted by this process only.
 */
@Component
public final class CreationLimit {

  private static final Duration DAY = Duration.ofDays(1);

  private final LoadingCache<EmailAddress, Bucket> left;

  CreationLimit(ServerSettings settings) {
    left = Buckets.refilledIn(DAY, settings.organisationsADay(), settings.console().clock());
  }

  /**
   * Wraps a creation so that it counts; a refused creation does not count.
   *
   * @throws Problem when the creation runs, if the person has reached the limit
   */
  public <T> Function<Orgtable, T> counted(Caller caller, Function<Orgtable, T> creation) {
    return caller
        .person()
        .<Function<Orgtable, T>>map(person -> store -> create(left.get(person), store, creation))
        .orElse(creation);
  }

  private static <T> T create(Bucket bucket, Orgtable store, Function<Orgtable, T> creation) {
    ConsumptionProbe taken = bucket.tryConsumeAndReturnRemaining(1);
    if (!taken.isConsumed()) {
      throw Problem.tooManyRequests(
          "you have reached the daily limit of new organisations",
          Buckets.seconds(taken.getNanosToWaitForRefill()));
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
