/* BAD: not a layer */
