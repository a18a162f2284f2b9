@NullMarked
package dev.orgtable.server.mail;

import org.jspecify.annotations.NullMarked;
