/* BAD: not built */
