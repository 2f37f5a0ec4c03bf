package dev.hearth.gateway.team.audit;

/** The database does not know, or not in this way, what this gateway has stored in it. */
final class ForgottenGateway extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ForgottenGateway(String message) {
    super(message);
  }
}
