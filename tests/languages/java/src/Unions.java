import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import komoju.ApiClient;
import komoju.model.BankTransfer;
import komoju.model.BitCash;
import komoju.model.CreditCard;
import komoju.model.CultureVoucher;
import komoju.model.Dospara;
import komoju.model.Konbini;
import komoju.model.KonbiniRequest;
import komoju.model.Nanaco;
import komoju.model.NetCash;
import komoju.model.PayEasy;
import komoju.model.PaymentDetails;
import komoju.model.PaymentDetailsRequest;
import komoju.model.Store;
import komoju.model.WebMoney;

/** The checks of the generated unions: each tag is read as its class, and an unknown tag is reported. */
final class Unions {
    private static final ObjectMapper MAPPER = ApiClient.createDefaultObjectMapper();
    private static final Map<String, Class<?>> BY_TAG = Map.of(
        "bank_transfer", BankTransfer.class,
        "bit_cash", BitCash.class,
        "credit_card", CreditCard.class,
        "culture_voucher", CultureVoucher.class,
        "dospara", Dospara.class,
        "konbini", Konbini.class,
        "nanaco", Nanaco.class,
        "net_cash", NetCash.class,
        "pay_easy", PayEasy.class,
        "web_money", WebMoney.class);

    private Unions() {}

    public static void main(String[] arguments) throws IOException {
        for (Map.Entry<String, Class<?>> entry : BY_TAG.entrySet()) {
            Class<?> found = read(entry.getKey()).getActualInstance().getClass();
            check(found.equals(entry.getValue()), entry.getKey() + " was read as " + found.getSimpleName());
        }
        try {
            PaymentDetails found = read("paypay");
            throw new IllegalStateException("paypay was read as " + found);
        } catch (JsonProcessingException error) {
            check(error.getMessage().contains("PaymentDetails"), error.getMessage());
        }
        KonbiniRequest konbini = new KonbiniRequest().type(KonbiniRequest.TypeEnum.KONBINI).store(Store.LAWSON);
        String written = MAPPER.writeValueAsString(new PaymentDetailsRequest(konbini));
        PaymentDetailsRequest again = MAPPER.readValue(written, PaymentDetailsRequest.class);
        check(again.getKonbiniRequest().equals(konbini), written + " came back as " + again);
    }

    private static PaymentDetails read(String tag) throws JsonProcessingException {
        return MAPPER.readValue("{\"type\": \"" + tag + "\"}", PaymentDetails.class);
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalStateException(otherwise);
        }
    }
}
