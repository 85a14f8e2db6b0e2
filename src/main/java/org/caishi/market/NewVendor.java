/** What is known of a vendor when he is admitted; name and phone in clear, on their way to the seal. */
package org.caishi.market;

/** A vendor to be admitted. */
public record NewVendor(
        long marketId, String tradeName, String ownerName, String phone, String category, String licenceNo) {
    /** Never the owner or the phone: this may end in a log line. */
    @Override
    public String toString() {
        return "vendor " + tradeName + " of market " + marketId;
    }
}
