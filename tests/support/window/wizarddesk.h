#pragma once

#include "app/training/trainingorder.h"
#include "tests/support/app/trainingfolder.h"
#include "tests/support/resources.h"
#include "ui/training/trainingwizard.h"
#include "ui/training/wizardpage.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

Q_DECLARE_METATYPE(lucency::app::TrainingOrder)

namespace lucency::test {

using namespace lucency::ui;

constexpr int longWait = 60'000; ///< that a busy machine may take for what it does in a second

/// A wizard with folders of its own, as one person finds it.
class WizardDesk {
public:
    WizardDesk() { open(); }

    void open()
    {
        wizard.reset();
        TrainingWizardPlaces places;
        places.stateFile = path(QStringLiteral("state/wizard.json"));
        places.resources = resourceFolder();
        places.runsFolder = path(QStringLiteral("runs")).toStdString();
        places.cacheFolder = path(QStringLiteral("cache")).toStdString();
        wizard = std::make_unique<TrainingWizard>(places);
        wizard->resize(1120, 760);
        wizard->show();
    }

    QString path(const QString& name) const { return m_folder.filePath(name); }

    void drop(const QStringList& paths)
    {
        QList<QUrl> urls;
        for (const auto& each : paths)
            urls << QUrl::fromLocalFile(each);
        QMimeData data;
        data.setUrls(urls);
        auto* page = wizard->pages().front();
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent dropped(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(page, &dropped);
    }

    QPushButton* button(const QString& text) const
    {
        for (auto* each : wizard->findChildren<QPushButton*>())
            if (each->text().remove(QLatin1Char('&')).startsWith(text) && each->isVisible()) return each;
        return nullptr;
    }
    bool canGoOn() const
    {
        const auto* next = button(QStringLiteral("Next")) ? button(QStringLiteral("Next")) : button(QStringLiteral("Start training"));
        return next && next->isEnabled();
    }
    void click(const QString& text) const
    {
        auto* found = button(text);
        QVERIFY2(found, qPrintable(text));
        QTest::mouseClick(found, Qt::LeftButton);
    }
    bool says(const QString& words) const
    {
        for (const auto* label : wizard->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(words)) return true;
        return false;
    }
    /// Keeps a picture of the window where LUCENCY_PICTURES names a folder, for people to look at.
    void picture(const char* name) const
    {
        const auto folder = qEnvironmentVariable("LUCENCY_PICTURES");
        if (folder.isEmpty()) return;
        QTest::qWait(150); // a picture shows what is laid out
        wizard->grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png"));
    }

    std::unique_ptr<TrainingWizard> wizard;

private:
    QTemporaryDir m_folder;
};

} // namespace lucency::test
