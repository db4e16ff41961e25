// The window's thread stays free while thousands of images are surveyed and people go from page to page: no event takes more than 50 ms
// of its processor time.

#include "tests/support/window/eventloopprobe.h"
#include "tests/support/window/wizarddesk.h"
#include "ui/theme.h"

#include <QDir>
#include <QSlider>

#include <filesystem>

using namespace lucency;
using namespace lucency::ui;

namespace {

constexpr double longest = 50; ///< milliseconds

test::EventLoopProbe& probe()
{
    return *static_cast<test::EventLoopProbe*>(qApp);
}

/// So many images, of which links make most: 400 people, every other one with an effusion. LUCENCY_MANY says how many.
QString manyImages(const test::WizardDesk& desk)
{
    bool asked = false;
    const int named = qEnvironmentVariableIntValue("LUCENCY_MANY", &asked), many = asked ? named : 6000;
    constexpr int drawn = 100;
    for (int person = 0; person < drawn; ++person)
        test::drawPerson(desk.path(QStringLiteral("drawn")), person, 0, person % 2);
    for (int i = 0; i < many; ++i) {
        const auto place = desk.path(QStringLiteral("data/") + (i % 2 ? QStringLiteral("EFFUSION") : QStringLiteral("NORMAL")));
        if (i < 2) QDir().mkpath(place);
        std::filesystem::create_hard_link(desk.path(QStringLiteral("drawn/person%1_0.png").arg(i % drawn)).toStdString(),
                                          (place + QStringLiteral("/person%1_%2.png").arg(i % 400).arg(i)).toStdString());
    }
    return desk.path(QStringLiteral("data"));
}

} // namespace

class WizardEventLoopTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void staysFree();
};

void WizardEventLoopTest::staysFree()
{
    theme::apply(*qApp);
    test::WizardDesk desk;
    const auto data = manyImages(desk);
    probe().watch();
    desk.drop({data});
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), 5 * test::longWait);
    desk.click(QStringLiteral("Next"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), test::longWait);
    for (auto* slider : desk.wizard->findChildren<QSlider*>())
        for (int value = 10; slider->isVisible() && value < 30; ++value)
            slider->setValue(value);
    for (int page = 0; page < 2; ++page) {
        QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), test::longWait);
        desk.click(QStringLiteral("Next"));
    }
    for (auto* slider : desk.wizard->findChildren<QSlider*>())
        for (int value = 0; slider->isVisible() && value < 100; value += 25)
            slider->setValue(value);
    desk.click(QStringLiteral("Back"));
    desk.click(QStringLiteral("All settings"));
    QTRY_VERIFY(desk.button(QStringLiteral("Done")));
    probe().stop();

    const auto worst = test::worst(probe().handlers(), &test::ThreadTime::processor);
    const auto gap = test::worst(probe().gaps(), &test::ThreadTime::processor);
    qInfo("%zu events; most work in one event %.1f ms (%s), between two ticks %.1f ms", probe().handlers().size(), worst.processor,
          worst.what.constData(), gap.processor);
    QVERIFY2(probe().handlers().size() > 100 && !probe().gaps().empty(), "the probe was asked");
    QVERIFY2(worst.processor < longest, worst.what.constData());
}

int main(int argc, char** argv)
{
    test::EventLoopProbe application(argc, argv);
    WizardEventLoopTest test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}
#include "tst_wizardeventloop.moc"
