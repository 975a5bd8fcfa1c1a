import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import komoju.ApiClient;
import komoju.ApiException;
import komoju.ApiResponse;
import komoju.api.CustomersApi;
import komoju.api.EventsApi;
import komoju.api.PaymentsApi;
import komoju.api.TokensApi;
import komoju.model.Currency;
import komoju.model.CustomerCreate;
import komoju.model.CustomerUpdate;
import komoju.model.Event;
import komoju.model.EventList;
import komoju.model.Payment;
import komoju.model.PaymentCreate;
import komoju.model.PaymentList;
import komoju.model.PaymentRefund;
import komoju.model.PaymentStatus;
import komoju.model.PaymentUpdate;
import komoju.model.RefundRequestCreate;
import komoju.model.Token;
import komoju.model.TokenCreate;

/** Every operation through the generated client. */
final class Calls {
    private final PaymentsApi payments;
    private final TokensApi tokens;
    private final CustomersApi customers;
    private final EventsApi events;
    private final ObjectMapper mapper;

    Calls(ApiClient client) {
        payments = new PaymentsApi(client);
        tokens = new TokensApi(client);
        customers = new CustomersApi(client);
        events = new EventsApi(client);
        mapper = client.getObjectMapper();
    }

    /** Without this a month or a tax sent as a number counts as a text, too, and fits two branches of its union. */
    @SuppressWarnings("deprecation") // The mapper that the client makes can be changed in no other way.
    static ObjectMapper strictMapper() {
        return ApiClient.createDefaultObjectMapper().configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
    }

    ApiResponse<?> call(String operation, JsonNode sent, JsonNode body) throws ApiException, JsonProcessingException {
        String payment = text(sent, "payment_id");
        String customer = text(sent, "customer_id");
        Integer page = number(sent, "page");
        Integer perPage = number(sent, "per_page");
        OffsetDateTime from = time(sent, "start_time");
        OffsetDateTime to = time(sent, "end_time");
        return switch (operation) {
            case "createPayment" -> payments.createPaymentWithHttpInfo(read(body, PaymentCreate.class), null);
            case "listPayments" -> payments.listPaymentsWithHttpInfo(
                page, perPage, from, to, currency(sent), text(sent, "external_order_num"), status(sent));
            case "showPayment" -> payments.showPaymentWithHttpInfo(payment);
            case "updatePayment" -> payments.updatePaymentWithHttpInfo(payment, read(body, PaymentUpdate.class), null);
            case "capturePayment" -> payments.capturePaymentWithHttpInfo(payment, null);
            case "refundPayment" -> payments.refundPaymentWithHttpInfo(payment, null, read(body, PaymentRefund.class));
            case "cancelPayment" -> payments.cancelPaymentWithHttpInfo(payment, null);
            case "createRefundRequest" ->
                payments.createRefundRequestWithHttpInfo(payment, read(body, RefundRequestCreate.class), null);
            case "createToken" -> tokens.createTokenWithHttpInfo(read(body, TokenCreate.class), null);
            case "createCustomer" -> customers.createCustomerWithHttpInfo(null, read(body, CustomerCreate.class));
            case "listCustomers" -> customers.listCustomersWithHttpInfo(page, perPage, from, to);
            case "showCustomer" -> customers.showCustomerWithHttpInfo(customer);
            case "updateCustomer" ->
                customers.updateCustomerWithHttpInfo(customer, read(body, CustomerUpdate.class), null);
            case "deleteCustomer" -> customers.deleteCustomerWithHttpInfo(customer);
            case "listEvents" -> events.listEventsWithHttpInfo(page, perPage);
            case "showEvent" -> events.showEventWithHttpInfo(text(sent, "event_id"));
            default -> throw new IllegalStateException("it is not in Calls.java");
        };
    }

    /** Tell by path as which classes the unions of a reply were read. */
    static Map<String, String> typesIn(Object reply) {
        Map<String, String> types = new HashMap<>();
        if (reply instanceof Payment payment) {
            types.put("payment_details", named(payment.getPaymentDetails().getActualInstance()));
        } else if (reply instanceof Token token) {
            types.put("payment_details", named(token.getPaymentDetails().getActualInstance()));
        } else if (reply instanceof Event event) {
            types.put("", named(event.getActualInstance()));
        } else if (reply instanceof PaymentList list) {
            List<Payment> data = list.getData();
            for (int index = 0; index < data.size(); index++) {
                Object details = data.get(index).getPaymentDetails().getActualInstance();
                types.put("data." + index + ".payment_details", named(details));
            }
        } else if (reply instanceof EventList list) {
            List<Event> data = list.getData();
            for (int index = 0; index < data.size(); index++) {
                types.put("data." + index, named(data.get(index).getActualInstance()));
            }
        }
        return types;
    }

    private static String named(Object value) {
        return value.getClass().getSimpleName();
    }

    /** Make of a body what a typed program would send. */
    private <T> T read(JsonNode body, Class<T> type) throws JsonProcessingException {
        return mapper.treeToValue(body, type);
    }

    private static String text(JsonNode sent, String name) {
        return sent.path(name).textValue();
    }

    private static Integer number(JsonNode sent, String name) {
        return sent.has(name) ? Integer.valueOf(sent.get(name).intValue()) : null;
    }

    private static OffsetDateTime time(JsonNode sent, String name) {
        return sent.has(name) ? OffsetDateTime.parse(sent.get(name).textValue()) : null;
    }

    private static Currency currency(JsonNode sent) {
        return sent.has("currency") ? Currency.fromValue(text(sent, "currency")) : null;
    }

    private static PaymentStatus status(JsonNode sent) {
        return sent.has("status") ? PaymentStatus.fromValue(text(sent, "status")) : null;
    }
}
