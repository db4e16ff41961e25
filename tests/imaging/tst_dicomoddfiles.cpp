#include "imaging/read.h"

#include <QtTest>

#include <opencv2/core.hpp>

using namespace lucency;
using namespace lucency::imaging;

namespace {

/// What a file must give: a refusal, or an image whose size, extremes and sum are those that pydicom's own decoders give. A sum of -1 means
/// that only the size is compared: colour JPEG, where each decoder rounds in its own way.
struct Expectation {
    const char* file;
    const char* refusal;
    int columns, rows;
    double lowest, highest, sum;
};

constexpr Expectation expectations[] = {
    {"693_J2KI.dcm", "", 512, 512, -2971, 2836, -2181784},
    {"CT_small.dcm", "", 128, 128, 128, 2191, 14826310},
    {"ExplVR_BigEnd.dcm", "", 80, 60, 123, 255, 1067997},
    {"ExplVR_BigEndNoMeta.dcm", "no-pixel-data", 0, 0, 0, 0, 0},
    {"ExplVR_LitEndNoMeta.dcm", "no-pixel-data", 0, 0, 0, 0, 0},
    {"GDCMJ2K_TextGBR.dcm", "", 400, 400, -1, -1, -1},
    {"J2K_pixelrep_mismatch.dcm", "", 512, 512, -2000, 1896, -172605258},
    {"JPEG-lossy.dcm", "", 256, 1024, 0, 264, 3767007},
    {"JPEG2000-embedded-sequence-delimiter.dcm", "pixel-data-mismatch", 0, 0, 0, 0, 0},
    {"JPEG2000.dcm", "", 256, 1024, -30, 245, 3527976},
    {"JPGExtended.dcm", "", 256, 1024, 0, 264, 3767007},
    {"MR_small.dcm", "", 64, 64, 127, 2145, 2125338},
    {"MR_small_RLE.dcm", "", 64, 64, 127, 2145, 2125338},
    {"MR_small_bigendian.dcm", "", 64, 64, 127, 2145, 2125338},
    {"MR_small_expb.dcm", "", 64, 64, 127, 2145, 2125338},
    {"MR_small_implicit.dcm", "", 64, 64, 127, 2145, 2125338},
    {"MR_small_jp2klossless.dcm", "", 64, 64, 127, 2145, 2125338},
    {"MR_small_jpeg_ls_lossless.dcm", "", 64, 64, 127, 2145, 2125338},
    {"MR_small_padded.dcm", "", 64, 64, 127, 2145, 2125338},
    {"MR_truncated.dcm", "truncated-pixel-data", 0, 0, 0, 0, 0},
    {"SC_jpeg_no_color_transform.dcm", "", 256, 256, 139, 251, 15989294},
    {"SC_jpeg_no_color_transform_2.dcm", "", 256, 256, 175, 253, 16090055},
    {"SC_rgb_dcmtk_+eb+cr.dcm", "", 100, 100, 0, 255, 1277400},
    {"SC_rgb_dcmtk_+eb+cy+n1.dcm", "", 100, 100, -1, -1, -1},
    {"SC_rgb_dcmtk_+eb+cy+n2.dcm", "", 100, 100, -1, -1, -1},
    {"SC_rgb_dcmtk_+eb+cy+np.dcm", "", 100, 100, -1, -1, -1},
    {"SC_rgb_dcmtk_+eb+cy+s2.dcm", "", 100, 100, -1, -1, -1},
    {"SC_rgb_dcmtk_+eb+cy+s4.dcm", "", 100, 100, -1, -1, -1},
    {"SC_rgb_gdcm_KY.dcm", "", 100, 100, 0, 255, 1277000},
    {"SC_rgb_jpeg.dcm", "corrupt-file", 0, 0, 0, 0, 0},
    {"SC_rgb_jpeg_app14_dcmd.dcm", "", 256, 256, 175, 253, 16090055},
    {"SC_rgb_jpeg_dcmd.dcm", "", 256, 256, 139, 251, 15989294},
    {"SC_rgb_jpeg_dcmtk.dcm", "", 100, 100, -1, -1, -1},
    {"SC_rgb_jpeg_gdcm.dcm", "", 100, 100, 0, 255, 1277000},
    {"SC_rgb_jpeg_lossy_gdcm.dcm", "", 100, 100, 73, 177, 1279850},
    {"SC_rgb_rle.dcm", "", 100, 100, 0, 255, 1277000},
    {"SC_rgb_rle_16bit.dcm", "", 100, 100, 0, 65535, 328189000},
    {"SC_rgb_rle_16bit_2frame.dcm", "", 100, 100, 0, 65535, 328189000},
    {"SC_rgb_rle_2frame.dcm", "", 100, 100, 0, 255, 1277000},
    {"SC_rgb_rle_32bit.dcm", "unsupported-pixel-format", 0, 0, 0, 0, 0},
    {"SC_rgb_rle_32bit_2frame.dcm", "unsupported-pixel-format", 0, 0, 0, 0, 0},
    {"SC_rgb_small_odd.dcm", "", 3, 3, 90, 158, 1158},
    {"SC_rgb_small_odd_jpeg.dcm", "", 3, 3, 90, 158, 1158},
    {"SC_ybr_full_422_uncompressed.dcm", "", 100, 100, 0, 255, 1276900},
    {"UN_sequence.dcm", "no-pixel-data", 0, 0, 0, 0, 0},
    {"badVR.dcm", "unsupported-pixel-format", 0, 0, 0, 0, 0},
    {"empty_charset_LEI.dcm", "no-pixel-data", 0, 0, 0, 0, 0},
    {"image_dfl.dcm", "", 512, 512, 0, 255, 33322688},
    {"liver_1frame.dcm", "unsupported-pixel-format", 0, 0, 0, 0, 0},
    {"liver_expb_1frame.dcm", "unsupported-pixel-format", 0, 0, 0, 0, 0},
    {"meta_missing_tsyntax.dcm", "corrupt-file", 0, 0, 0, 0, 0},
    {"nested_priv_SQ.dcm", "invalid-dimensions", 0, 0, 0, 0, 0},
    {"no_meta.dcm", "not-an-image", 0, 0, 0, 0, 0},
    {"no_meta_group_length.dcm", "no-pixel-data", 0, 0, 0, 0, 0},
    {"priv_SQ.dcm", "no-pixel-data", 0, 0, 0, 0, 0},
    {"reportsi.dcm", "no-pixel-data", 0, 0, 0, 0, 0},
    {"reportsi_with_empty_number_tags.dcm", "no-pixel-data", 0, 0, 0, 0, 0},
    {"rtdose.dcm", "unsupported-pixel-format", 0, 0, 0, 0, 0},
    {"rtdose_1frame.dcm", "unsupported-pixel-format", 0, 0, 0, 0, 0},
    {"rtdose_expb.dcm", "unsupported-pixel-format", 0, 0, 0, 0, 0},
    {"rtdose_expb_1frame.dcm", "unsupported-pixel-format", 0, 0, 0, 0, 0},
    {"rtdose_rle.dcm", "unsupported-pixel-format", 0, 0, 0, 0, 0},
    {"rtdose_rle_1frame.dcm", "unsupported-pixel-format", 0, 0, 0, 0, 0},
    {"rtplan.dcm", "no-pixel-data", 0, 0, 0, 0, 0},
    {"rtplan_truncated.dcm", "corrupt-file", 0, 0, 0, 0, 0},
    {"rtstruct.dcm", "no-pixel-data", 0, 0, 0, 0, 0},
    {"test-SR.dcm", "no-pixel-data", 0, 0, 0, 0, 0},
    {"waveform_ecg.dcm", "no-pixel-data", 0, 0, 0, 0, 0},
};

} // namespace

/// The odd files of pydicom's test suite: some are radiographs' cousins, many are no images at all.
class DicomOddFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pydicom_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(std::size(expectations)); ++i)
            QTest::newRow(expectations[i].file) << i;
    }
    void pydicom()
    {
        QFETCH(int, index);
        const Expectation& expected = expectations[index];
        const QString file = QStringLiteral("/usr/lib/python3/dist-packages/pydicom/data/test_files/") + QLatin1String(expected.file);
        if (!QFile::exists(file)) QSKIP("python3-pydicom is not installed");
        const Result<Radiograph> image = read(file.toStdString()), header = readHeader(file.toStdString());
        const QByteArray refusal = image ? QByteArray() : QByteArray::fromStdString(std::string(slug(image.error().kind)));
        QCOMPARE(refusal, QByteArray(expected.refusal));
        QCOMPARE(header.has_value(), image.has_value());
        if (!image) return;
        QCOMPARE(image->pixels.cols, expected.columns);
        QCOMPARE(image->pixels.rows, expected.rows);
        QVERIFY(header->pixels.empty());
        QCOMPARE(header->identity.sopInstanceUid, image->identity.sopInstanceUid);
        if (expected.sum == -1) return;
        double lowest = 0, highest = 0;
        cv::minMaxLoc(image->pixels, &lowest, &highest);
        QCOMPARE(lowest, expected.lowest);
        QCOMPARE(highest, expected.highest);
        QCOMPARE(cv::sum(image->pixels)[0], expected.sum);
    }
};

QTEST_APPLESS_MAIN(DicomOddFilesTest)
#include "tst_dicomoddfiles.moc"
