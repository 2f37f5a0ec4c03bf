package dev.hearth.demo;

/** Access keys of the two principals. They open nothing but this stand-in, and are no secret. */
record Keys(String gateway, String gatewaySecret, String admin, String adminSecret) {
  static final Keys OF_THE_DEMO =
      new Keys(
          "AKIAHEARTHDEMOGATEWAY",
          "hearth-demo-gateway-key-of-no-worth-at-all",
          "AKIAHEARTHDEMOADMIN00",
          "hearth-demo-admin-key-of-no-worth-at-all00");
}
