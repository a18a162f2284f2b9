package dev.orgtable.dynamodb.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.dynamodb.Connection;
import dev.orgtable.dynamodb.KitTable;
import dev.orgtable.dynamodb.RequestReport;
import dev.orgtable.dynamodb.TableSettings;
import dev.orgtable.dynamodb.example.Shop.OrderUnknown;
import dev.orgtable.dynamodb.example.Shop.OutOfStock;
import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.Engines;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The library in another domain: the invariants of a shop. */
final class ShopTest {

  private final Engine engine = Engines.byDefault().inMemory();
  private final List<RequestReport> reports = new CopyOnWriteArrayList<>();
  private final Shop shop =
      new Shop(
          Connection.to(
              engine.client(),
              "shop",
              new TableSettings(
                  Clock.systemUTC(), Duration.ofMinutes(1), Duration.ofSeconds(10), reports::add)));

  @BeforeEach
  void createTable() {
    KitTable.create(engine.client(), "shop");
    shop.stock("lamp", 3);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void an_order_takes_from_the_stock_and_gets_the_next_number() {
    long first = shop.order("42", "lamp", 1);
    long second = shop.order("42", "lamp", 2);

    assertThat(List.of(first, second)).containsExactly(1L, 2L);
    assertThat(shop.inStock("lamp")).isZero();
    assertThat(shop.orders("42")).containsExactly("1", "2");
  }

  @Test
  void an_order_of_more_than_is_there_is_refused_and_changes_nothing() {
    assertThatThrownBy(() -> shop.order("42", "lamp", 4)).isInstanceOf(OutOfStock.class);

    assertThat(shop.inStock("lamp")).isEqualTo(3);
    assertThat(shop.orders("42")).isEmpty();
  }

  @Test
  void orders_at_once_get_each_number_once() {
    shop.stock("bulb", 100);

    IntStream.range(0, 20).parallel().forEach(i -> shop.order("42", "bulb", 1));

    assertThat(shop.orders("42")).hasSize(20).doesNotHaveDuplicates();
    assertThat(shop.inStock("bulb")).isEqualTo(80);
    assertThat(shop.ordered()).isEqualTo(20);
  }

  @Test
  void an_invoice_that_is_asked_for_twice_is_made_once() {
    long order = shop.order("42", "lamp", 1);

    String first = shop.invoice("k-17", "42", order, 1990);
    String again = shop.invoice("k-17", "42", order, 999);

    assertThat(again).isEqualTo(first).isEqualTo("invoice 1: 1990");
  }

  @Test
  void a_refused_invoice_can_be_asked_for_again() {
    assertThatThrownBy(() -> shop.invoice("k-17", "42", 1, 1990)).isInstanceOf(OrderUnknown.class);
    shop.order("42", "lamp", 1);

    assertThat(shop.invoice("k-17", "42", 1, 1990)).isEqualTo("invoice 1: 1990");
  }

  @Test
  void the_capacity_of_each_request_is_told() {
    reports.clear();

    shop.order("42", "lamp", 1);

    assertThat(reports)
        .extracting(RequestReport::operation)
        .containsExactly("GetItem", "TransactWriteItems");
    assertThat(reports.get(1).cost().writeUnits()).isEqualTo(6);
  }
}
