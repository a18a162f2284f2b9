/** The store over HTTP: a program on Spring Boot, with a package for each feature. */
@NullMarked
package dev.orgtable.server;

import org.jspecify.annotations.NullMarked;
