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
 * Creates and resends invitations. The token is returned only by the request that executed the
 * operation, and not at all if the invitation is mailed. A receipt stores the invitation without
 * its token: repeating the request returns no token, and the first one remains valid.
 */
@Component
final class InvitationSender {

  private static final Logger LOG = LoggerFactory.getLogger(InvitationSender.class);

  private final Orgtable orgtable;
  private final Idempotency idempotency;
  private final boolean mailed;

  InvitationSender(Orgtable orgtable, Idempotency idempotency, ServerSettings settings) {
    this.orgtable = orgtable;
    this.idempotency = idempotency;
    this.mailed = settings.invitations().mail().isPresent();
  }

  /**
   * Sends an invitation idempotently and returns the response, with the token if this request
   * executed it.
   */
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
   * Returns a token for the invitation; empty if it is mailed, or if issuing a token failed. The
   * response reports the invitation in either case.
   */
  private Optional<String> token(Invitation sent) {
    if (mailed) {
      return Optional.empty();
    }
    try {
      return Optional.of(orgtable.invitations().issueToken(sent));
    } catch (Unavailable e) {
      LOG.warn("issuing a token failed", e);
      return Optional.empty();
    } catch (OrgtableException e) {
      return Optional.empty();
    }
  }
}
