package dev.hearth.gateway.http.oidc;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts the provider before the gateway, and gives it to the test. */
public final class ProviderResource implements QuarkusTestResourceLifecycleManager {
  private SmallProvider provider;

  @Override
  public Map<String, String> start() {
    provider = new SmallProvider();
    return Map.of("test.provider", provider.issuer());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(provider, new TestInjector.MatchesType(SmallProvider.class));
  }

  @Override
  public void stop() {
    provider.stop();
  }
}
