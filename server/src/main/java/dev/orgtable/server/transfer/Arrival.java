package dev.orgtable.server.transfer;

import dev.orgtable.server.problem.Code;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request body being received without a thread. Once it is complete, the request is dispatched
 * again.
 */
final class Arrival implements ReadListener, AsyncListener, Transfer {

  private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);
  private static final int PIECE = 8192;

  private final ArrivedRequest request;
  private final ServletInputStream in;
  private final AsyncContext async;
  private final Transfers transfers;
  private final String address;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final ByteArrayOutputStream body;
  private volatile int size;

  /**
   * Starts receiving a body.
   *
   * @param body the part already read
   */
  Arrival(
      ArrivedRequest request,
      ServletInputStream in,
      ByteArrayOutputStream body,
      AsyncContext async,
      Transfers transfers) {
    this.request = request;
    this.in = in;
    this.body = body;
    this.async = async;
    this.transfers = transfers;
    this.address = request.getRemoteAddr();
    this.size = body.size();
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public long bytes() {
    return size;
  }

  @Override
  public void onDataAvailable() {
    byte[] piece = new byte[PIECE];
    try {
      while (!ended.get() && in.isReady() && !in.isFinished()) {
        int read = in.read(piece);
        if (read > 0) {
          body.write(piece, 0, read);
          size = body.size();
          if (size > Bodies.MOST_BYTES) {
            end(Code.BODY_TOO_LARGE);
          }
        }
      }
      transfers.limitBytes();
    } catch (IOException e) {
      end(code(e));
    }
  }

  @Override
  public void onAllDataRead() {
    finish(null);
  }

  /** Nothing to do: the container calls {@link #onError(AsyncEvent)} next. */
  @Override
  public void onError(Throwable failure) {
    if (ended.compareAndSet(false, true)) {
      transfers.remove(this);
      request.fail(code(failure));
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    if (request.failure().isPresent()) {
      event.getSuppliedRequest().removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
      event.getAsyncContext().dispatch("/");
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}

  private static Code code(Throwable failure) {
    return failure instanceof SocketTimeoutException ? Code.REQUEST_TIMEOUT : Code.INVALID_REQUEST;
  }

  @Override
  public void end(Code why) {
    finish(why);
  }

  private void finish(@Nullable Code failure) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    transfers.remove(this);
    if (failure == null) {
      request.complete(body.toByteArray());
    } else {
      request.fail(failure);
    }
    try {
      async.dispatch("/");
    } catch (IllegalStateException gone) {
      LOG.debug("the caller disconnected", gone);
    }
  }
}
