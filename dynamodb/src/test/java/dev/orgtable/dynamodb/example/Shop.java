package dev.orgtable.dynamodb.example;

import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Connection;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.IdempotentCommit;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.dynamodb.parallel.ParallelScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Orders and invoices of a shop in one table: an example of the library in another domain.
 *
 * <pre>
 * id              rng            attributes
 * product/lamp    product        stock
 * customer/42     order/1        product, pieces
 * customer/42     invoice/1      cents
 * customer/42     account        orders
 * payment/k-17    payment        answer
 * </pre>
 */
final class Shop {

  private final Connection connection;

  Shop(Connection connection) {
    this.connection = connection;
  }

  /** The stock is too small for an order. */
  static final class OutOfStock extends RuntimeException {
    OutOfStock(String product) {
      super("too few of " + product + " in stock");
    }
  }

  /** The order does not exist. */
  static final class OrderUnknown extends RuntimeException {
    OrderUnknown(long order) {
      super("no order " + order);
    }
  }

  void stock(String product, long pieces) {
    connection
        .open()
        .write(
            new Transaction()
                .update(
                    product(product),
                    new Change().set("typ", "product").add("stock", pieces),
                    Condition.absent().or(Condition.exists()),
                    Refusal.conflict()));
  }

  long inStock(String product) {
    return connection
        .open()
        .get(product(product), Consistency.STRONG)
        .flatMap(item -> item.number("stock"))
        .orElse(0L);
  }

  /**
   * Places an order: reduces the stock and creates the order with the customer's next number,
   * atomically.
   *
   * @return the order's number
   * @throws OutOfStock if the stock is too small
   */
  long order(String customer, String product, long pieces) {
    return connection
        .open()
        .run(
            reads -> {
              Optional<Item> account = reads.get(account(customer), Consistency.STRONG);
              long number = account.flatMap(item -> item.number("orders")).orElse(0L) + 1;
              Transaction transaction =
                  new Transaction()
                      .update(
                          product(product),
                          new Change().add("stock", -pieces),
                          Condition.exists().atLeast("stock", pieces),
                          Refusal.of(
                              () -> new OutOfStock(product), found -> new OutOfStock(product)))
                      .put(
                          Item.builder(account(customer))
                              .with("typ", "account")
                              .with("orders", number)
                              .build(),
                          account
                              .map(item -> Condition.exists().equal("orders", number - 1))
                              .orElse(Condition.absent()),
                          Refusal.conflict())
                      .create(
                          Item.builder(new Key("customer/" + customer, "order/" + number))
                              .with("typ", "order")
                              .with("product", product)
                              .with("pieces", pieces)
                              .build(),
                          Refusal.conflict());
              return Decision.commit(transaction, number);
            });
  }

  /**
   * Creates the invoice of an order, idempotently: repeating the request, even after a lost
   * response, returns the first result.
   *
   * @param request the idempotency key
   */
  String invoice(String request, String customer, long order, long cents) {
    Table table = connection.open();
    IdempotentCommit once = new IdempotentCommit(table, new Payment(request), String::valueOf);
    return once.answer(
        () -> {
          Item invoice =
              Item.builder(new Key("customer/" + customer, "invoice/" + order))
                  .with("typ", "invoice")
                  .with("cents", cents)
                  .build();
          Transaction transaction =
              new Transaction()
                  .require(
                      new Key("customer/" + customer, "order/" + order),
                      Condition.exists(),
                      Refusal.missing(() -> new OrderUnknown(order)))
                  .put(invoice, Condition.absent(), Refusal.conflict());
          return table.run(
              reads -> Decision.commit(transaction, "invoice " + order + ": " + cents));
        });
  }

  /** Returns a customer's order numbers, sorted by key. */
  List<String> orders(String customer) {
    List<String> orders = new ArrayList<>();
    for (ItemPage page :
        connection.pages("orders", QuerySpec.of("customer/" + customer, "order/").limit(2))) {
      page.items().forEach(item -> orders.add(item.key().rng().substring("order/".length())));
    }
    return orders;
  }

  /** Returns the total number of pieces ordered, counted by four threads. */
  long ordered() {
    AtomicLong pieces = new AtomicLong();
    new ParallelScan(connection, 4)
        .run(
            items ->
                items.stream()
                    .filter(item -> item.text(Item.TYPE).equals("order"))
                    .flatMap(item -> item.number("pieces").stream())
                    .forEach(pieces::addAndGet),
            read -> {});
    return pieces.get();
  }

  private static Key product(String name) {
    return new Key("product/" + name, "product");
  }

  private static Key account(String customer) {
    return new Key("customer/" + customer, "account");
  }

  /** Stores the result of a request without expiry. */
  private record Payment(String request) implements IdempotentCommit.KeptAnswer {

    @Override
    public Key key() {
      return new Key("payment/" + request, "payment");
    }

    @Override
    public Item item(String answer) {
      return Item.builder(key()).with("typ", "payment").with("answer", answer).build();
    }

    @Override
    public Condition free() {
      return Condition.absent();
    }

    @Override
    public Optional<String> read(Item item) {
      return item.string("answer");
    }
  }
}
