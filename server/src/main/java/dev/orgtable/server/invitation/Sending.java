package dev.orgtable.server.invitation;

import dev.orgtable.Invitation;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.server.idempotency.Call;
import dev.orgtable.server.idempotency.Done;
import dev.orgtable.server.idempotency.Idempotency;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.server.web.Reply;
import dev.orgtable.store.Orgtable;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes and resends invitations, and shows the token of what this very request has done, unless it
 * is mailed: then nobody but the mail has it. A receipt keeps the invitation alone: who asks again
 * with the same key is told it without a token, and the one that was shown stays good.
 */
@Component
final class Sending {

  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

  private final Orgtable orgtable;
  private final Idempotency idempotency;
  private final boolean mailed;

  Sending(Orgtable orgtable, Idempotency idempotency, ServerSettings settings) {
    this.orgtable = orgtable;
    this.idempotency = idempotency;
    this.mailed = settings.invitations().mail().isPresent();
  }

  /** Does what sends an invitation, once, and returns the answer: with the token if it is fresh. */
  Reply<SentInvitationBody> send(
      Call call,
      Function<Orgtable, Invitation> operation,
      Function<InvitationBody, Reply<InvitationBody>> reply) {
    Done<Invitation, InvitationBody> done =
        idempotency.once(
            call,
            operation,
            invitation -> reply.apply(InvitationBody.of(invitation)),
            InvitationBody.class);
    InvitationBody sent = Objects.requireNonNull(done.reply().body());
    return done.reply()
        .with(SentInvitationBody.of(sent, done.fresh().flatMap(this::token).orElse(null)));
  }

  /**
   * Returns a token of an invitation that was sent; empty if it is mailed, or none could be issued.
   * That the invitation was sent is told all the same.
   */
  private Optional<String> token(Invitation sent) {
    if (mailed) {
      return Optional.empty();
    }
    try {
      return Optional.of(orgtable.invitations().issueToken(sent));
    } catch (Unavailable e) {
      LOG.warn("no token was issued", e);
      return Optional.empty();
    } catch (OrgtableException e) {
      return Optional.empty();
    }
  }
}
