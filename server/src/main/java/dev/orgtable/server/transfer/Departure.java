package dev.orgtable.server.transfer;

import dev.orgtable.server.problem.Code;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A response being sent without a thread. */
final class Departure implements WriteListener, Transfer {

  private final byte[] content;
  private final ServletOutputStream out;
  private final AsyncContext async;
  private final Transfers transfers;
  private final HttpServletRequest request;
  private final String address;
  private final boolean turnOver;
  private final AtomicBoolean ended = new AtomicBoolean();
  private boolean written;

  Departure(
      byte[] content,
      ServletOutputStream out,
      AsyncContext async,
      Transfers transfers,
      HttpServletRequest request,
      boolean turnOver) {
    this.content = content;
    this.out = out;
    this.async = async;
    this.transfers = transfers;
    this.request = request;
    this.address = request.getRemoteAddr();
    this.turnOver = turnOver;
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public long bytes() {
    return content.length;
  }

  /**
   * Writes the buffered response. The container keeps what the connection does not accept at once
   * and calls back when it has been sent.
   */
  @Override
  public void onWritePossible() throws IOException {
    boolean first = !written;
    if (first) {
      written = true;
      out.write(content);
    }
    if (!out.isReady()) {
      if (first) {
        transfers.add(this);
      }
    } else if (ended.compareAndSet(false, true)) {
      transfers.remove(this);
      if (first && turnOver) {
        transfers.later(async::complete);
      } else {
        async.complete();
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (ended.compareAndSet(false, true)) {
      transfers.remove(this);
    }
  }

  @Override
  public void end(Code why) {
    if (ended.compareAndSet(false, true)) {
      transfers.remove(this);
      ConnectionValve.cut(request);
    }
  }
}
