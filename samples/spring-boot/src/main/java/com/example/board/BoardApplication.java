package com.example.board;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
@SpringBootApplication
public class BoardApplication {

  /** Starts the application. */
  public static void main(String[] arguments) {
    SpringApplication.run(BoardApplication.class, arguments);
  }
}
