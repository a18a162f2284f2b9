@NullMarked
package com.example.board;

import org.jspecify.annotations.NullMarked;
