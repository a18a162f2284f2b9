package dev.orgtable.server.transfer;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpHeaders;

/**
 * Passes a request on once its body is complete, and buffers the response while the caller reads
 * it. No thread waits for either. A body that arrives together with the request, as most do, is
 * passed on immediately.
 */
final class TransferFilter implements Filter, DisposableBean {

  private static final int MOST_OF_ADDRESS = 100;
  private static final int MOST = 2_000;

  /** The share of the heap that incomplete transfers may hold: an eighth. */
  private static final int SHARE = 8;

  private static final int PIECE = 8192;

  private final Transfers transfers =
      new Transfers(
          MOST_OF_ADDRESS, MOST, Runtime.getRuntime().maxMemory() / SHARE, Bodies.LONGEST);

  private final Pipeline pipeline;

  TransferFilter(Clock clock) {
    this.pipeline = new Pipeline(clock);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    long length = http.getContentLengthLong();
    boolean chunked = http.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    boolean nothing = length <= 0 && !chunked;
    if (request instanceof ArrivedRequest || nothing || length > Bodies.MOST_BYTES) {
      answer(http, (HttpServletResponse) response, chain);
      return;
    }
    ArrivedRequest arrived = new ArrivedRequest(http);
    ServletInputStream in = http.getInputStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.max(PIECE, length));
    if (!chunked && readWhatIsHere(in, (int) length, body)) {
      arrived.complete(body.toByteArray());
      answer(arrived, (HttpServletResponse) response, chain);
    } else {
      await(arrived, response, in, body);
    }
  }

  /** Returns whether the whole body was available. A chunked body never counts as complete here. */
  private static boolean readWhatIsHere(
      ServletInputStream in, int length, ByteArrayOutputStream body) throws IOException {
    byte[] piece = new byte[Math.min(PIECE, length)];
    while (body.size() < length && in.available() > 0) {
      int read = in.read(piece, 0, Math.min(piece.length, length - body.size()));
      if (read <= 0) {
        return false;
      }
      body.write(piece, 0, read);
    }
    return body.size() == length;
  }

  private void await(
      ArrivedRequest arrived,
      ServletResponse response,
      ServletInputStream in,
      ByteArrayOutputStream body) {
    AsyncContext async = arrived.getRequest().startAsync(arrived, response);
    async.setTimeout(0); // Transfers enforces the deadline, on the monotonic clock.
    Arrival arrival = new Arrival(arrived, in, body, async, transfers);
    async.addListener(arrival, arrived, response);
    transfers.add(arrival);
    in.setReadListener(arrival);
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HeldResponse held = new HeldResponse(response);
    boolean turnOver = pipeline.count(request);
    chain.doFilter(request, held);
    held.send(request, transfers, turnOver);
    pipeline.ended();
  }

  @Override
  public void destroy() {
    transfers.close();
  }
}
