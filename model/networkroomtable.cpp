#include "model/networkroom.h"

extern "C" const lucency::model::NetworkRoom* lucencyNetworkRoom()
{
    namespace room = lucency::model::room;
    static constexpr lucency::model::NetworkRoom table{&room::loadInference,     &room::computingCircumstances,
                                                       &room::setComputeThreads, &room::computeThreadsHere,
                                                       &room::keepTensorMemory,  &room::readManifest,
                                                       &room::copyModel,         &room::train,
                                                       &room::tryTraining,       &room::estimateRun};
    return &table;
}
