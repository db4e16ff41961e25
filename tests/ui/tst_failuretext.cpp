#include "ui/failuretext.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTranslator>

using namespace lucency;

class FailureTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasItsOwnSlugTitleAndSentence() {
        QSet<QString> slugs, titles, sentences;
        const int kinds = static_cast<int>(FailureKind::Internal) + 1;
        for (int i = 0; i < kinds; ++i) {
            const auto kind = static_cast<FailureKind>(i);
            const QString name = QString::fromUtf8(slug(kind).data());
            QVERIFY2(QRegularExpression(QStringLiteral("^[a-z]+(-[a-z]+)*$")).match(name).hasMatch(), qPrintable(name));
            slugs << name;
            titles << ui::failureTitle(kind);
            sentences << ui::failureText({kind, "a.dcm", {}});
            QVERIFY2(ui::failureText({kind, "a.dcm", {}}).contains(QLatin1String("a.dcm")), qPrintable(name));
        }
        QCOMPARE(slugs.size(), kinds);
        QCOMPARE(titles.size(), kinds);
        QCOMPARE(sentences.size(), kinds);
    }

    void everyRemarkHasItsOwnSlugAndSentence() {
        QSet<QString> slugs, sentences;
        const int remarks = static_cast<int>(imaging::Remark::OutsideTrainingAges) + 1;
        for (int i = 0; i < remarks; ++i) {
            slugs << QString::fromUtf8(imaging::slug(static_cast<imaging::Remark>(i)).data());
            sentences << ui::remarkText(static_cast<imaging::Remark>(i));
        }
        QCOMPARE(slugs.size(), remarks);
        QCOMPARE(sentences.size(), remarks);
        QVERIFY(!sentences.contains(QString()));
    }

    void aRunsOwnFileIsNotSpokenOfAsAModelThatSomebodyChose() {
        for (const auto kind : {FailureKind::NotFound, FailureKind::ModelDamaged, FailureKind::ModelMismatch}) {
            const QString state = ui::failureText({kind, "run/state.safetensors", {}}), model = ui::failureText({kind, "run/m.safetensors", {}});
            QVERIFY2(state.contains(QLatin1String("run anew")) && state.contains(QLatin1String("run/state.safetensors")), qPrintable(state));
            QVERIFY2(!model.contains(QLatin1String("run anew")), qPrintable(model));
        }
    }

    void whatAHeaderIsRefusedForIsSaidInTheReadersLanguage_data() {
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("said");
        QTest::newRow("body part") << "body part EXTREMITY" << "(<body part EXTREMITY>)";
        QTest::newRow("modality") << "modality CT" << "(<modality CT>)";
        QTest::newRow("view") << "view LL" << "(<view LL>)";
        QTest::newRow("words of the file") << "described as view of the hand" << "(<described as view of the hand>)";
        QTest::newRow("no fixed words") << "0.93 of all" << "(0.93 of all)";
    }

    void whatAHeaderIsRefusedForIsSaidInTheReadersLanguage() {
        /// A language that is English in angle brackets.
        class Brackets : public QTranslator {
        public:
            QString translate(const char*, const char* source, const char*, int) const override {
                return QLatin1Char('<') + QString::fromUtf8(source) + QLatin1Char('>');
            }
            bool isEmpty() const override { return false; }
        };
        QFETCH(QString, detail);
        QFETCH(QString, said);
        Brackets language;
        QVERIFY(QCoreApplication::installTranslator(&language));
        const QString text = ui::failureText({FailureKind::NotAChestRadiograph, "a.dcm", detail.toStdString()});
        QCoreApplication::removeTranslator(&language);
        QVERIFY2(text.endsWith(said), qPrintable(text));
    }

    void aNameWithALineBreakStaysOnOneLine() {
        const QString text = ui::failureText({FailureKind::NotFound, "odd\nname\x1b[2J.dcm", "more\r\n"});
        QVERIFY(!text.contains(QLatin1Char('\n')) && !text.contains(QLatin1Char('\r')) && !text.contains(QChar(0x1b)));
        QVERIFY(text.contains(QLatin1String("odd name")));
    }
};

QTEST_GUILESS_MAIN(FailureTextTest)
#include "tst_failuretext.moc"
