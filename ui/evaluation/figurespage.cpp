#include "ui/evaluation/figurespage.h"

#include "app/workbench/askedimages.h"
#include "ui/figureview.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lucency::ui {

FiguresPage::FiguresPage(app::ResultInView* view, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_shares(new QComboBox(this))
    , m_matrix(new FigureView(this))
    , m_roc(new FigureView(this))
    , m_precisionRecall(new FigureView(this))
    , m_calibration(new FigureView(this))
{
    m_shares->addItems({tr("Matrix: shares of the rows"), tr("Matrix: shares of the columns")});
    m_shares->setAccessibleName(tr("What the shares of the matrix are of"));
    connect(m_shares, &QComboBox::currentIndexChanged, this, &FiguresPage::refresh);
    auto* top = new QHBoxLayout;
    top->addWidget(m_shares);
    auto* hint = new QLabel(
        tr("Click a cell, a point of a curve or a bar to see its images; drag along a curve to move the operating point."), this);
    hint->setWordWrap(true);
    top->addWidget(hint, 1);

    auto* scroll = new QScrollArea(this);
    auto* page = new QWidget(scroll);
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(12);
    grid->addWidget(m_matrix, 0, 0);
    grid->addWidget(m_roc, 0, 1);
    grid->addWidget(m_precisionRecall, 1, 0);
    grid->addWidget(m_calibration, 1, 1);
    for (int i = 0; i < 2; ++i) {
        grid->setColumnStretch(i, 1);
        grid->setRowStretch(i, 1);
        grid->setColumnMinimumWidth(i, 300);
        grid->setRowMinimumHeight(i, 280);
    }
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 4);
    column->addLayout(top);
    column->addWidget(scroll, 1);
    for (auto* figure : {m_matrix, m_roc, m_precisionRecall, m_calibration}) {
        figure->setFits(true);
        connect(figure, &FigureView::spotChosen, this, &FiguresPage::spotChosen);
        connect(figure, &FigureView::saveFailed, this, &FiguresPage::saveFailed);
        connect(figure, &FigureView::spotDragged, this, [this](const QString& key) {
            if (!m_view->isMovable()) return;
            const auto& finding = m_view->shown().findings[static_cast<std::size_t>(m_view->finding())];
            if (const auto threshold = app::thresholdOfSpot(finding, key)) m_view->setThreshold(m_view->finding(), *threshold);
        });
    }
}

void FiguresPage::refresh()
{
    if (m_view->findingCount() == 0) return;
    const auto report = m_view->report(m_view->finding());
    m_matrix->setFigure(app::report::matrixFigure(report, m_shares->currentIndex() == 0 ? app::report::MatrixShares::OfRows
                                                                                        : app::report::MatrixShares::OfColumns));
    m_roc->setFigure(app::report::rocFigure(report));
    m_precisionRecall->setFigure(app::report::precisionRecallFigure(report));
    m_calibration->setFigure(app::report::calibrationFigure(report));
}

} // namespace lucency::ui
